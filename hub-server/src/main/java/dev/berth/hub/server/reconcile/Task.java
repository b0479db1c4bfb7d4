package dev.berth.hub.server.reconcile;

/** What a step does with a claimed row before it knows anything new. */
enum Task {
    START,
    LOOK,
    STOP,
    NOTHING
}
