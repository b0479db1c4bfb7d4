package dev.berth.proxy.boot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Presents a {@link ProxyStartException} as a description and an action instead of a stack trace. */
final class ProxyStartFailureAnalyzer extends AbstractFailureAnalyzer<ProxyStartException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ProxyStartException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), rootFailure);
    }
}
