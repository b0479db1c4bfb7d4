package dev.berth.hub.console;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserFilter;
import dev.berth.hub.user.UserQuery;
import dev.berth.hub.web.Links;
import dev.berth.spi.route.CanonicalPath;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The list of users. */
@Controller
class UsersController {

    private static final int MAX_QUERY = 255;

    private final UserDirectory users;
    private final Groups groups;
    private final Access access;
    private final Notices notices;
    private final Links links;

    UsersController(UserDirectory users, Groups groups, Access access, Notices notices, Links links) {
        this.users = users;
        this.groups = groups;
        this.access = access;
        this.notices = notices;
        this.links = links;
    }

    @GetMapping("/hub/admin/users")
    @RequiresScope(value = "list:users", filtersRows = true)
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String group,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "") String notice,
            Model model,
            Locale locale) {
        notices.show(notice, model, locale);
        return fill(new Filter(bounded(q), status, bounded(group)), Paged.offset(offset), model);
    }

    /** The fields of the list's filter form. */
    record Filter(String q, String status, String group) {

        static final Filter NONE = new Filter("", "", "");

        public boolean any() {
            return !q.isEmpty() || !status.isEmpty() || !group.isEmpty();
        }

        private UserFilter users() {
            return new UserFilter(
                    null,
                    q.isBlank() ? null : q,
                    switch (status) {
                        case "active" -> true;
                        case "disabled" -> false;
                        default -> null;
                    },
                    status.equals("admin") ? true : null,
                    group.isEmpty() ? null : group,
                    status.equals("running") ? UserFilter.Servers.ACTIVE : null);
        }
    }

    /** Fills the model with one page of users, and returns the view; also used to show the list again after a change. */
    String fill(Filter filter, int offset, Model model) {
        UserQuery query = new UserQuery(
                filter.users(),
                access.visibleUsers(People.me(), "list:users"),
                UserQuery.Sort.NAME,
                false,
                offset,
                Paged.SIZE);
        List<User> found = users.list(query);
        Map<Long, List<String>> memberOf =
                groups.of(found.stream().map(User::id).toList());
        List<Row> rows = found.stream()
                .map(user -> Row.of(user, memberOf.getOrDefault(user.id(), List.of())))
                .toList();
        UriComponentsBuilder shown = UriComponentsBuilder.newInstance()
                .queryParam("q", filter.q())
                .queryParam("status", filter.status())
                .queryParam("group", filter.group());
        model.addAttribute("filter", filter);
        model.addAttribute("page", Paged.of(rows, offset, users.count(query), links.url("/hub/admin/users"), shown));
        return "console/users";
    }

    private static String bounded(String text) {
        return text.length() > MAX_QUERY ? text.substring(0, MAX_QUERY) : text;
    }

    /**
     * A user as a table row.
     *
     * @param segment the name as one segment of a path
     */
    record Row(
            String name,
            @Nullable String display,
            String segment,
            long uid,
            boolean active,
            boolean admin,
            List<String> groups,
            @Nullable Instant lastSeen) {

        static Row of(User user, List<String> groups) {
            String name = user.name().value();
            return new Row(
                    name,
                    user.display(),
                    CanonicalPath.segment(name),
                    user.uid(),
                    user.active(),
                    user.admin(),
                    groups,
                    user.lastSeen());
        }
    }
}
