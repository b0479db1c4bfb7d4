package dev.berth.kit;

/** Starts the test kit, or explains why it does not start. */
public final class KitMain {

    /** The exit status for a wrong command line, as in the hub's own commands. */
    private static final int USAGE = 2;

    private KitMain() {}

    public static void main(String[] arguments) {
        try {
            Kit.start(System.getenv(), arguments);
        } catch (KitRefusedException refused) {
            System.err.println(refused.getMessage());
            System.exit(USAGE);
        }
    }
}
