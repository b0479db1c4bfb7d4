package dev.berth.spi.spawn;

import java.util.Objects;

/** A secret value that does not appear in logs, because {@link #toString} hides it. */
public record Secret(String value) {

    public Secret {
        Objects.requireNonNull(value);
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
