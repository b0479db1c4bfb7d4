package dev.berth.hub.profile;

import dev.berth.hub.profile.DeclaredOption.DeclaredChoice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Creates options from the configuration, and finds invalid ones. */
final class DeclaredOptions {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
    private static final Pattern CHOICE_NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,38}[a-z0-9])?");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

    /** The name under which the profile itself is chosen. */
    private static final String PROFILE = "profile";

    private final String key;
    private final String gpuResource;
    private final List<String> problems = new ArrayList<>();

    /** For the options of a profile; the key is that of the profile in the configuration. */
    DeclaredOptions(String key, String gpuResource) {
        this.key = key;
        this.gpuResource = gpuResource;
    }

    List<String> problems() {
        return problems;
    }

    List<Option> of(List<DeclaredOption> declared) {
        List<Option> options = new ArrayList<>();
        Set<String> names = new HashSet<>(Set.of(PROFILE));
        for (int i = 0; i < declared.size(); i++) {
            DeclaredOption one = declared.get(i);
            String at = key + ".options[" + i + "]";
            checkName(at, one.name(), NAME, names);
            switch (kinds(one)) {
                case 1 -> options.add(option(at, one));
                default ->
                    problems.add(at + " must have exactly one of choices, amount and variable, but has " + kinds(one)
                            + " of them");
            }
        }
        return options;
    }

    private static int kinds(DeclaredOption one) {
        return (one.choices().isEmpty() ? 0 : 1)
                + (one.amount() == null ? 0 : 1)
                + (one.variable().isEmpty() ? 0 : 1);
    }

    private Option option(String at, DeclaredOption one) {
        String title = one.displayName().isEmpty() ? one.name() : one.displayName();
        Option option = !one.choices().isEmpty()
                ? choice(at, one, title)
                : one.amount() != null ? amount(at, one, one.amount(), title) : words(at, one, title);
        return option;
    }

    private Option choice(String at, DeclaredOption one, String title) {
        List<Option.Alternative> alternatives = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < one.choices().size(); i++) {
            DeclaredChoice each = one.choices().get(i);
            checkName(at + ".choices[" + i + "]", each.name(), CHOICE_NAME, names);
            alternatives.add(new Option.Alternative(
                    each.name(), each.displayName().isEmpty() ? each.name() : each.displayName(), change(each)));
        }
        String chosen = one.defaultValue().isEmpty() ? one.choices().getFirst().name() : one.defaultValue();
        if (!names.contains(chosen)) {
            problems.add(at + ".default-value is \"" + chosen + "\", which is not one of its choices");
        }
        return new Option.Choice(one.name(), title, one.description(), chosen, alternatives);
    }

    private SpecChange change(DeclaredChoice each) {
        String resource = each.gpuResource().isEmpty() ? gpuResource : each.gpuResource();
        return new SpecChange(
                each.image(),
                each.memory() == null ? -1 : each.memory().toBytes(),
                each.cpu() == null ? -1 : Math.round(each.cpu() * 1_000),
                each.gpus() == null ? Map.of() : Map.of(resource, each.gpus()),
                each.environment(),
                each.template());
    }

    private Option amount(String at, DeclaredOption one, Option.Quantity of, String title) {
        if (one.min() < 0 || one.max() < one.min() || one.max() > 1_000_000) {
            problems.add(at + " has the bounds " + one.min() + " and " + one.max()
                    + ". Use numbers from 0 to 1000000, the lower one first");
        }
        boolean number = one.defaultValue().matches("[0-9]{1,9}");
        long chosen = number ? Long.parseLong(one.defaultValue()) : one.min();
        if ((!number && !one.defaultValue().isEmpty()) || chosen < one.min() || chosen > one.max()) {
            problems.add(at + ".default-value is \"" + one.defaultValue() + "\". Use a whole number from " + one.min()
                    + " to " + one.max());
        }
        return new Option.Amount(one.name(), title, one.description(), chosen, one.min(), one.max(), of);
    }

    private Option words(String at, DeclaredOption one, String title) {
        if (!VARIABLE.matcher(one.variable()).matches()) {
            problems.add(at + ".variable is \"" + one.variable()
                    + "\". Use letters, digits and underscores, and do not begin with a digit");
        }
        Pattern pattern = pattern(at, one.pattern());
        if (!pattern.matcher(one.defaultValue()).matches()
                || one.defaultValue().length() > one.maxLength()
                || one.maxLength() > 10_000) {
            problems.add(at + ".default-value is \"" + one.defaultValue() + "\", which the pattern \"" + one.pattern()
                    + "\" or max-length " + one.maxLength() + " (at most 10000) does not allow");
        }
        return new Option.Text(
                one.name(), title, one.description(), one.defaultValue(), one.variable(), pattern, one.maxLength());
    }

    private Pattern pattern(String at, String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException wrong) {
            problems.add(at + ".pattern is \"" + text + "\", which is not a valid regular expression: "
                    + wrong.getDescription());
            return Pattern.compile(".*");
        }
    }

    private void checkName(String at, String name, Pattern form, Set<String> taken) {
        if (!form.matcher(name).matches()) {
            problems.add(at + ".name is \"" + name
                    + "\". Use lower-case letters, digits and hyphens, at most 40 characters");
        } else if (!taken.add(name)) {
            problems.add(at + ".name is \"" + name + "\", which is already taken. Use a unique name");
        }
    }
}
