package dev.berth.spawner.base;

import dev.berth.spi.spawn.Owner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The hub's files in a server's container: read-only, and the same in every image. */
public final class AccountFiles {

    /** A folder for {@code JUPYTER_CONFIG_PATH}. */
    public static final String FOLDER = "/etc/berth";

    /** For {@code /etc/passwd}. */
    public static final String PASSWD = "passwd";
    /** For {@code /etc/group}. */
    public static final String GROUP = "group";
    /** For {@code labconfig} in a folder of {@code JUPYTER_CONFIG_PATH}. */
    public static final String OVERRIDES = "default_setting_overrides.json";

    /** Defaults only: users' own settings take precedence. Without them JupyterLab asks each user whether it may fetch news. */
    private static final String SETTINGS = """
            {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false"}}
            """;

    private static final int MAX_LOGIN = 32;

    private AccountFiles() {}

    /** The contents of the files by name, for a user with these supplementary groups and this home directory. */
    public static Map<String, String> of(Owner owner, Collection<Long> groups, String home) {
        Map<String, String> files = new TreeMap<>();
        files.put(PASSWD, passwd(owner, home));
        files.put(GROUP, group(owner, groups));
        files.put(OVERRIDES, SETTINGS);
        return files;
    }

    /** Lets {@code whoami}, {@code ssh} and {@code git} know the UID without ever needing root. */
    private static String passwd(Owner owner, String home) {
        return """
                root:x:0:0:root:/root:/usr/sbin/nologin
                nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
                %s:x:%d:%d::%s:/bin/bash
                """.formatted(login(owner.name()), owner.uid(), owner.gid(), home);
    }

    private static String group(Owner owner, Collection<Long> groups) {
        List<String> lines = new ArrayList<>(List.of("root:x:0:", "nogroup:x:65534:"));
        lines.add(login(owner.name()) + ":x:" + owner.gid() + ":");
        groups.stream()
                .filter(gid -> gid != owner.gid())
                .distinct()
                .forEach(gid -> lines.add("group" + gid + ":x:" + gid + ":" + login(owner.name())));
        return String.join("\n", lines) + "\n";
    }

    /** A login name that useradd(8) accepts; the image's entry point derives the same one. */
    public static String login(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_.-]", "-");
        String first = plain.matches("[a-z_].*") ? plain : "u" + plain;
        return first.substring(0, Math.min(MAX_LOGIN, first.length()));
    }
}
