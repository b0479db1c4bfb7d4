package dev.berth.hub.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that was probably meant by an unknown one. */
public final class NearNames {

    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private NearNames() {}

    /** The nearest name, if less than half of the letters differ. */
    public static Optional<String> near(String wanted, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(name, wanted)))
                .filter(name -> distance(name, wanted) * 2 < Math.max(name.length(), wanted.length()));
    }

    static int distance(String a, String b) {
        return DISTANCE.apply(a, b);
    }
}
