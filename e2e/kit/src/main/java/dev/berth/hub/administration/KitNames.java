package dev.berth.hub.administration;

import dev.berth.hub.user.UserName;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** The pattern that new usernames must match, as JupyterHub's authenticator has one for every way to create a user. */
public class KitNames {

    private volatile Pattern pattern = Pattern.compile(".*");

    /** From now on, names must match this completely. */
    public void require(String expression) {
        pattern = Pattern.compile(expression);
    }

    /** Those of these names that do not match, in their normal form. */
    List<String> mismatches(Collection<String> wishes) {
        return wishes.stream()
                .map(UserName::normalised)
                .filter(name -> !pattern.matcher(name).matches())
                .toList();
    }
}
