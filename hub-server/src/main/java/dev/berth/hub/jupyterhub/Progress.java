package dev.berth.hub.jupyterhub;

/** Told how far an import is: 20,000 users take a minute or two. */
@FunctionalInterface
public interface Progress {

    /**
     * Called after each of many.
     *
     * @param kind in the plural, such as {@code users}
     */
    void at(String kind, int done, int all);
}
