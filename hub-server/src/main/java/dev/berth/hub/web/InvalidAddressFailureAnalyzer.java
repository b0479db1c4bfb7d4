package dev.berth.hub.web;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Presents an {@link InvalidAddressException} as text for a person instead of a stack trace. */
final class InvalidAddressFailureAnalyzer extends AbstractFailureAnalyzer<InvalidAddressException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidAddressException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Correct the key. docs/howto/tls.md explains how the addresses work together.",
                cause);
    }
}
