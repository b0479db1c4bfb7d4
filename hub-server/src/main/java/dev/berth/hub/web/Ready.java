package dev.berth.hub.web;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Prints the address once everything is ready. On stdout, whatever the log settings are. */
@Component
@ConditionalOnWebApplication
class Ready {

    private final Links links;

    Ready(Links links) {
        this.links = links;
    }

    @EventListener
    @SuppressWarnings("SystemOut")
    void on(ApplicationReadyEvent event) {
        System.out.println("Berth is ready at " + links.hubOrigin() + links.baseUrl());
    }
}
