package dev.berth.e2e.harness;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.io.IOException;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/** A person's authenticator app: stores the secret that the hub has shown, and generates the current code (RFC 6238). */
public final class OneTimeCode {

    private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator();
    private static final Pattern SECRET = Pattern.compile("<code class=\"secret\">([A-Z2-7 ]+)<");
    private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");

    private final SecretKeySpec secret;

    private OneTimeCode(String text) {
        secret = new SecretKeySpec(Base32.decode(text.replace(" ", "")), "HmacSHA1");
    }

    /**
     * Turns the second factor on for this visitor with the previous code: a code can be used only once, and the current one is still
     * needed.
     */
    public static OneTimeCode turnOn(FormVisitor person) throws IOException {
        String page = person.get("hub/second-factor").body();
        OneTimeCode code = new OneTimeCode(only(SECRET, page));
        String before = code.at(Instant.now().minus(Duration.ofSeconds(30)));
        person.submit("hub/second-factor", Map.of("code", before, "ticket", only(TICKET, page)), 302, 303);
        return code;
    }

    /** The current code. */
    public String now() {
        return at(Instant.now());
    }

    private String at(Instant instant) {
        try {
            return GENERATOR.generateOneTimePasswordString(secret, instant);
        } catch (InvalidKeyException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String only(Pattern pattern, String page) {
        Matcher matcher = pattern.matcher(page);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + pattern + " on the page:\n" + page);
        }
        return matcher.group(1);
    }
}
