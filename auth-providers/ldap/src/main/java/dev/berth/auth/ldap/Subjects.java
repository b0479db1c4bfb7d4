package dev.berth.auth.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A person's immutable key. Active Directory's is binary: 16 bytes whose first three parts are little-endian (MS-DTYP 2.3.4.2). It is
 * written here as its own tools write it, so that administrators can search for a subject.
 */
final class Subjects {

    private static final Set<String> BINARY = Set.of("objectguid", "ms-ds-consistencyguid");
    private static final int GUID_BYTES = 16;
    private static final int MAX_LENGTH = 512;

    private final String attribute;
    private final boolean binary;

    Subjects(String attribute) {
        this.attribute = attribute;
        this.binary = BINARY.contains(attribute.toLowerCase(Locale.ROOT));
    }

    String attribute() {
        return attribute;
    }

    /** Empty if the entry has no such value, or several. */
    Optional<String> of(Entry entry) {
        byte[][] values = entry.getAttributeValueByteArrays(attribute);
        if (values == null || values.length != 1) {
            return Optional.empty();
        }
        if (!binary) {
            String text = String.valueOf(entry.getAttributeValue(attribute)).strip();
            return text.isEmpty() || text.length() > MAX_LENGTH ? Optional.empty() : Optional.of(text);
        }
        return values[0].length == GUID_BYTES ? Optional.of(guid(values[0])) : Optional.empty();
    }

    /** The filter that finds the entry with this subject; empty if an entry cannot have it. */
    Optional<Filter> filter(String subject) {
        if (!binary) {
            return Optional.of(Filter.createEqualityFilter(attribute, subject));
        }
        try {
            return Optional.of(Filter.createEqualityFilter(attribute, bytes(subject)));
        } catch (IllegalArgumentException noGuid) {
            return Optional.empty();
        }
    }

    private static String guid(byte[] bytes) {
        ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long high = (Integer.toUnsignedLong(little.getInt()) << 32)
                | (Short.toUnsignedLong(little.getShort()) << 16)
                | Short.toUnsignedLong(little.getShort());
        return new UUID(high, little.order(ByteOrder.BIG_ENDIAN).getLong()).toString();
    }

    private static byte[] bytes(String guid) {
        UUID id = UUID.fromString(guid);
        long high = id.getMostSignificantBits();
        return ByteBuffer.allocate(GUID_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (high >>> 32))
                .putShort((short) (high >>> 16))
                .putShort((short) high)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
