package dev.berth.hub.audit;

/**
 * A refused sign-in, whether it has its own audit event or will be part of a summary. Published inside the transaction that records
 * it.
 *
 * @param event the event, as it is or would have been recorded
 */
public record RefusedSignIn(AuditEvent event) {}
