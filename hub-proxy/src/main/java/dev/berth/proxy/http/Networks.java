package dev.berth.proxy.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of CIDR blocks. */
public final class Networks {

    private record Block(InetAddress address, int bits) {

        static Block of(String cidr) {
            int slash = cidr.indexOf('/');
            InetAddress address = InetAddress.ofLiteral(slash < 0 ? cidr : cidr.substring(0, slash));
            int longest = address.getAddress().length * 8;
            int bits = slash < 0 ? longest : Integer.parseInt(cidr.substring(slash + 1));
            if (bits < 0 || bits > longest) {
                throw new IllegalArgumentException("No CIDR block: " + cidr);
            }
            return new Block(address, bits);
        }

        boolean contains(byte[] other) {
            byte[] own = address.getAddress();
            int whole = bits / 8;
            if (other.length != own.length || !Arrays.equals(own, 0, whole, other, 0, whole)) {
                return false;
            }
            int rest = bits % 8;
            return rest == 0 || ((own[whole] ^ other[whole]) & 0xFF) >> (8 - rest) == 0;
        }
    }

    private final List<Block> blocks;

    private Networks(List<Block> blocks) {
        this.blocks = blocks;
    }

    /** Throws IllegalArgumentException for an invalid block. */
    public static Networks of(List<String> cidrs) {
        return new Networks(cidrs.stream().map(Block::of).toList());
    }

    boolean contain(InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address.getAddress()));
    }

    /** The address of a literal, or null. Never queries DNS. */
    static @Nullable InetAddress literal(String text) {
        int zone = text.indexOf('%');
        try {
            return InetAddress.ofLiteral(zone < 0 ? text : text.substring(0, zone));
        } catch (IllegalArgumentException notLiteral) {
            return null;
        }
    }
}
