package dev.berth.kit;

import dev.berth.spi.check.ConfigurationCheck;
import java.net.InetAddress;
import java.util.List;

/** The kit does not listen where another machine could reach it, whatever else protects the address. */
final class LoopbackOnly implements ConfigurationCheck {

    private static final List<String> ADDRESSES =
            List.of("berth.host", "berth.proxy.host", "berth.hub.address", "server.address");

    @Override
    public void check(Settings settings, Problems problems) {
        for (String key : ADDRESSES) {
            String address = settings.value(key);
            if (address != null && !isLoopback(address)) {
                problems.add(
                        key,
                        key + " is \"" + address + "\", but the test kit listens only on loopback addresses, because"
                                + " whoever reaches it can become any user. Use 127.0.0.1");
            }
        }
        problems.warn(
                "berth.spawner.type",
                "This is the test kit, not Berth: users sign in with their name as the password, and programs with the secret"
                        + " of the test run can change everything. Never use it with real users or data");
    }

    private static boolean isLoopback(String address) {
        if (address.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(address.replaceAll("^\\[|]$", "")).isLoopbackAddress();
        } catch (IllegalArgumentException name) {
            return false;
        }
    }
}
