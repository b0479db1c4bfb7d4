package dev.berth.spawner.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeSizesTests {

    private static final long SOMEBODY = 65_534;

    @TempDir
    Path folder;

    @Test
    void measuresWhatLiesInAHomeAsItsOwner() throws IOException {
        long hub = Machine.ownUid();
        long owner = hub == 0 ? SOMEBODY : hub;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Path home = Files.createDirectory(folder.resolve("ann"), PrivateFiles.FOLDER);
        Files.write(home.resolve("data"), new byte[300 * 1024]);
        Files.setAttribute(home, "unix:uid", (int) owner, LinkOption.NOFOLLOW_LINKS);
        HomeSizes sizes = new HomeSizes(hub);
        assertThat(sizes.of(home, owner)).hasValueSatisfying(usage -> {
            assertThat(usage.usedBytes()).isBetween(300L * 1024, 400L * 1024);
            assertThat(usage.freeBytes()).isPositive();
        });
        Files.write(home.resolve("more"), new byte[900 * 1024]);
        assertThat(sizes.of(home, owner))
                .as("the last measurement, for some minutes")
                .hasValueSatisfying(usage -> assertThat(usage.usedBytes()).isLessThan(500 * 1024));
    }

    @Test
    void aHomeThatIsNotThereAndALinkHaveNoSize() throws IOException {
        HomeSizes sizes = new HomeSizes(Machine.ownUid());
        Files.createSymbolicLink(folder.resolve("link"), Path.of("/"));
        assertThat(sizes.of(folder.resolve("nobody"), SOMEBODY)).isEmpty();
        assertThat(sizes.of(folder.resolve("link"), SOMEBODY)).isEmpty();
    }
}
