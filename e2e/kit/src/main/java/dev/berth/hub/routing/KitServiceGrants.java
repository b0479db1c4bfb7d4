package dev.berth.hub.routing;

/** What services may do has changed: proxies ask again. */
public class KitServiceGrants {

    private final ServiceGrants grants;

    KitServiceGrants(ServiceGrants grants) {
        this.grants = grants;
    }

    public void revoke() {
        grants.revoke();
    }
}
