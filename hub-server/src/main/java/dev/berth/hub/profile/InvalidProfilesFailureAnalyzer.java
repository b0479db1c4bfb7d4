package dev.berth.hub.profile;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Presents an {@link InvalidProfilesException} as text for a person instead of a stack trace. */
final class InvalidProfilesFailureAnalyzer extends AbstractFailureAnalyzer<InvalidProfilesException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidProfilesException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Correct the profiles. docs/howto/profiles.md describes what they can contain.",
                cause);
    }
}
