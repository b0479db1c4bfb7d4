package dev.berth.hub.access;

import java.util.regex.Pattern;

/** Ids of services as OAuth clients. Their prefix, JupyterHub's, distinguishes them from servers. A service uses its id as the name of a cookie. */
public final class ServiceClientId {

    private static final Pattern VALID = Pattern.compile("service-[A-Za-z0-9\\-_.~%]{1,300}");

    private ServiceClientId() {}

    /** The id of a service that does not choose another one. */
    public static String of(String name) {
        return "service-" + name;
    }

    public static boolean isValid(String id) {
        return VALID.matcher(id).matches();
    }
}
