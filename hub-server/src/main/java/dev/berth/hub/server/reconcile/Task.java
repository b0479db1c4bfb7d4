package dev.berth.hub.server.reconcile;

/** What a step does with a claimed row before it has a new observation. */
enum Task {
    START,
    LOOK,
    STOP,
    NOTHING
}
