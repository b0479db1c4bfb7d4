package dev.berth.hub.server;

import dev.berth.spi.spawn.Failure;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Removes what looks like a credential from a server's log before anybody sees it. People print keys by accident, and the page may be open
 * for an administrator or on a shared screen. It removes too much rather than too little, and is a safety net without a guarantee.
 */
public final class LogSecrets {

    static final String MASK = "[hidden]";

    /** {@code name=value}, {@code "name": "value"}, {@code name: value}; the value is group 2. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:token|secret|passw(?:or)?d|passphrase|credentials?|api[_-]?key|access[_-]?key|private[_-]?key|signature|_xsrf|[?&]code)"
                    + "[\"']?\\s*[=:]\\s*[\"']?)([^\\s\"'&,;]{3,})");

    private static final Pattern SCHEME =
            Pattern.compile("(?i)\\b((?:bearer|basic|token)\\s+)([A-Za-z0-9._~+/=-]{8,})");

    private static final Pattern URL_PASSWORD = Pattern.compile("(://[^/\\s:@]{0,200}:)([^/\\s@]{1,200})(?=@)");

    /** Values that are known by their form: GitHub, GitLab, Slack, OpenAI, Hugging Face, AWS, JSON Web Tokens, long hex. */
    private static final Pattern SHAPES =
            Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{20,}|\\bgithub_pat_\\w{20,}|\\bglpat-[\\w-]{16,}"
                    + "|\\bxox[abprs]-[\\w-]{10,}|\\bsk-[\\w-]{20,}|\\bhf_[A-Za-z0-9]{20,}|\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"
                    + "|\\beyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]*|\\b[0-9a-fA-F]{32,}\\b");

    private LogSecrets() {}

    public static List<String> mask(List<String> lines) {
        return lines.stream().map(LogSecrets::mask).toList();
    }

    /** A failure's detail may quote the last output of a server. */
    public static Failure mask(Failure failure) {
        return new Failure(failure.code(), mask(failure.detail()));
    }

    private static String mask(String line) {
        String named = NAMED.matcher(line).replaceAll(LogSecrets::keepName);
        String scheme = SCHEME.matcher(named).replaceAll(LogSecrets::keepName);
        String url = URL_PASSWORD.matcher(scheme).replaceAll(LogSecrets::keepName);
        return SHAPES.matcher(url).replaceAll(MASK);
    }

    private static String keepName(MatchResult found) {
        return java.util.regex.Matcher.quoteReplacement(found.group(1)) + MASK;
    }
}
