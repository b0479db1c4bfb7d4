package dev.berth.hub.jupyterhub;

/** What is counted. */
enum Kind {
    USERS("users"),
    GROUPS("groups"),
    MEMBERS("group members"),
    SERVERS("named servers"),
    TOKENS("API tokens"),
    SHARES("shares");

    private final String text;

    Kind(String text) {
        this.text = text;
    }

    /** In the plural. */
    String text() {
        return text;
    }
}
