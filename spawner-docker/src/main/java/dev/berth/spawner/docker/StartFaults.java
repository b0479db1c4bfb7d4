package dev.berth.spawner.docker;

import dev.berth.spawner.docker.engine.EngineException;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.StartRequest;
import java.util.Locale;

/** Determines from the engine's words why a server could not be started. The statuses of the engine are the same for most causes. */
record StartFaults(DockerSpawnerProperties settings) {

    private static final int NOT_FOUND = 404;

    Failure atCreate(StartRequest request, EngineException refused) {
        String image = request.image().isEmpty() ? settings.image() : request.image();
        String text = refused.text().toLowerCase(Locale.ROOT);
        if (refused.status() == NOT_FOUND && text.contains("no such image")) {
            return Failure.of(ReasonCode.IMAGE_PULL, "docker.image.missing", image);
        }
        if (text.contains("invalid reference format")) {
            return Failure.of(ReasonCode.IMAGE_PULL, "spawner.image.invalid-name", image);
        }
        if (text.contains("bind source path does not exist")) {
            return Failure.of(ReasonCode.VOLUME, "docker.mount", refused.text());
        }
        return Failure.of(ReasonCode.REFUSED, "docker.rejected", refused.text());
    }

    Failure atStart(String engineText) {
        String text = engineText.toLowerCase(Locale.ROOT);
        // First: a mount whose source is gone also says "no such file".
        if (text.contains("mount")) {
            return Failure.of(ReasonCode.VOLUME, "docker.mount", engineText);
        }
        if (text.contains("executable file not found")
                || text.contains("permission denied")
                || text.contains("no such file")) {
            return Failure.of(ReasonCode.NOT_EXECUTABLE, "docker.not-executable", engineText);
        }
        if (text.contains("could not select device driver")) {
            return Failure.of(ReasonCode.REFUSED, "docker.device.no-driver");
        }
        if (text.contains("no available ip")) {
            return Failure.of(ReasonCode.UNSCHEDULABLE, "docker.network.full", settings.subnet());
        }
        if (text.contains("network") && text.contains("not found")) {
            return Failure.of(ReasonCode.REFUSED, "docker.network.missing", engineText);
        }
        return Failure.of(ReasonCode.REFUSED, "docker.rejected", engineText);
    }
}
