package dev.berth.e2e.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** What a machine must provide for a test; if it is missing, the test is skipped and the reason is printed. */
public final class Requirement {

    private Requirement() {}

    public static void root() {
        require(OperatingSystem.isRoot(), "not root: servers of two users can be told apart by root only");
    }

    public static void chromium() {
        require(Files.isExecutable(Chromium.PROGRAM), "no " + Chromium.PROGRAM + ": install Debian's package chromium");
    }

    public static void program(String path, String packageName) {
        require(Files.isExecutable(Path.of(path)), "no " + path + ": install the package " + packageName);
    }

    public static void cluster() {
        require(System.getenv("KUBECONFIG") != null, "no KUBECONFIG: this test needs a Kubernetes cluster");
    }

    public static void variable(String name) {
        require(System.getenv(name) != null, "no " + name + " in the environment");
    }

    private static void require(boolean there, String reason) {
        if (!there) {
            skip(reason);
        }
    }

    static void skip(String reason) {
        System.out.println("SKIPPED: " + reason);
        Assumptions.abort(reason);
    }
}
