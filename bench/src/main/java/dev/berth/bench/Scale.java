package dev.berth.bench;

/**
 * How much is measured.
 *
 * @param users in the database
 * @param servers started
 * @param requests of the cheap kinds
 * @param signIns in each of the two loads
 * @param warmUp seconds for which each kind of request is sent before it is measured: a hub runs for weeks
 */
record Scale(int users, int servers, int requests, int signIns, int warmUp) {

    /** {@code BENCH=quick} takes a few minutes, to try one change. */
    static Scale chosen() {
        return switch (System.getenv().getOrDefault("BENCH", "full")) {
            case "quick" -> new Scale(2_000, 200, 300, 100, 6);
            case "full" -> new Scale(20_000, 2_000, 2_000, 400, 15);
            default -> throw new IllegalArgumentException("BENCH must be quick or full, or not be set");
        };
    }
}
