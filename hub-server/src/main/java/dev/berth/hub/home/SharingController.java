package dev.berth.hub.home;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.share.Recipient;
import dev.berth.hub.share.Share;
import dev.berth.hub.share.ShareCodes;
import dev.berth.hub.share.ShareRevocations;
import dev.berth.hub.share.Shares;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Ends shares from the home page. Owners can always stop sharing their servers, even without the scope {@code shares}, and users can give
 * up what was shared with them.
 */
@Controller
class SharingController {

    private final Shares shares;
    private final ShareRevocations revocations;
    private final ShareCodes codes;
    private final Links links;

    SharingController(Shares shares, ShareRevocations revocations, ShareCodes codes, Links links) {
        this.shares = shares;
        this.revocations = revocations;
        this.codes = codes;
        this.links = links;
    }

    /** A share that ended in the meantime, or is somebody else's, is left alone without a message: the page shows what there is. */
    @PostMapping("/hub/home/shares/{id}/end")
    @SignedIn
    String end(@PathVariable long id, HttpServletRequest request) {
        Caller me = CallerAuthentication.current().orElseThrow();
        shares.byId(id)
                .filter(share -> isOwner(me, share) || isRecipient(me, share))
                .ifPresent(share -> revocations.end(share, me.actor(request.getRemoteAddr())));
        return home();
    }

    private static boolean isOwner(Caller me, Share share) {
        return share.server().ownerId() == me.userId();
    }

    /** A member of a group does not end what others in it have received. */
    private static boolean isRecipient(Caller me, Share share) {
        return share.recipient().kind() == Recipient.Kind.USER && share.recipientId() == me.userId();
    }

    @PostMapping("/hub/home/share-codes/{id}/delete")
    @SignedIn
    String deleteCode(
            @PathVariable String id, @RequestParam(defaultValue = "") String server, HttpServletRequest request) {
        Caller me = CallerAuthentication.current().orElseThrow();
        shares.server(me.name(), server).ifPresent(mine -> {
            var _ = codes.deleteById(mine, id, me.actor(request.getRemoteAddr()));
        });
        return home();
    }

    private String home() {
        return "redirect:" + links.url("/hub/home");
    }
}
