package dev.berth.proxy;

import dev.berth.spi.spawn.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret in a separate file, so that it appears neither in a process list nor in an environment. */
public final class SecretFile {

    private static final long LONGEST = 4_096;

    private SecretFile() {}

    /** The content of the file without surrounding white space. */
    public static Secret read(Path file) throws IOException {
        if (Files.size(file) > LONGEST) {
            throw new IOException("longer than " + LONGEST + " bytes");
        }
        String text = Files.readString(file).strip();
        if (text.isEmpty() || !text.chars().allMatch(each -> each > ' ' && each < 0x7F)) {
            throw new IOException("not one line of printable characters");
        }
        return new Secret(text);
    }
}
