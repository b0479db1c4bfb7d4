package dev.berth.hub.console;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Elevation;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.Target;
import dev.berth.hub.user.Group;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import dev.berth.hub.web.Links;
import dev.berth.spi.route.CanonicalPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/** Groups and who is in them. */
@Controller
class GroupsController {

    private static final int MAX_NAME = 255;

    /** A group of thousands is looked through in the list of users. */
    private static final int SHOWN_MEMBERS = 500;

    private final Groups groups;
    private final UserDirectory users;
    private final Access access;
    private final Elevation elevation;
    private final Notices notices;
    private final Links links;

    GroupsController(
            Groups groups, UserDirectory users, Access access, Elevation elevation, Notices notices, Links links) {
        this.groups = groups;
        this.users = users;
        this.access = access;
        this.elevation = elevation;
        this.notices = notices;
        this.links = links;
    }

    @GetMapping("/hub/admin/groups")
    @RequiresScope("list:groups")
    String list(
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "") String notice,
            Model model,
            Locale locale) {
        notices.show(notice, model, locale);
        int from = Paged.offset(offset);
        List<Row> rows =
                groups.page(null, from, Paged.SIZE).stream().map(Row::of).toList();
        model.addAttribute(
                "page",
                Paged.of(
                        rows, from, groups.count(null), UriComponentsBuilder.fromPath(links.url("/hub/admin/groups"))));
        return "console/groups";
    }

    @GetMapping("/hub/admin/groups/{group}")
    @RequiresScope("read:groups")
    String show(
            @PathVariable String group, @RequestParam(defaultValue = "") String notice, Model model, Locale locale) {
        notices.show(notice, model, locale);
        Group found = named(group);
        Caller me = People.me();
        Target target = new Target.OfGroup(group);
        model.addAttribute("group", Row.of(found));
        model.addAttribute(
                "members",
                found.members().stream().limit(SHOWN_MEMBERS).map(Member::of).toList());
        model.addAttribute("properties", found.properties());
        model.addAttribute("changes", access.allows(me, "groups", target));
        model.addAttribute("deletes", access.allows(me, "delete:groups", target));
        return "console/group";
    }

    @PostMapping("/hub/admin/groups")
    @RequiresScope("admin:groups")
    String create(@RequestParam String name, HttpServletRequest request) {
        String wanted = name.strip();
        if (wanted.isEmpty() || wanted.length() > MAX_NAME || wanted.chars().anyMatch(Character::isISOControl)) {
            return notices.redirect("/hub/admin/groups", "console.problem.badGroup");
        }
        return groups.create(wanted, People.me().actor(request.getRemoteAddr()))
                ? notices.redirect(path(wanted), "console.done.groupMade")
                : notices.redirect("/hub/admin/groups", "console.problem.groupTaken");
    }

    @PostMapping("/hub/admin/groups/{group}/delete")
    @RequiresScope("delete:groups")
    String delete(@PathVariable String group, HttpServletRequest request) {
        boolean deleted = groups.delete(group, People.me().actor(request.getRemoteAddr()));
        return notices.redirect("/hub/admin/groups", deleted ? "console.done.groupDeleted" : "console.problem.gone");
    }

    @PostMapping("/hub/admin/groups/{group}/add")
    @RequiresScope("groups")
    String add(@PathVariable String group, @RequestParam String user, HttpServletRequest request) {
        Optional<UserName> name =
                UserName.of(user).filter(each -> users.byName(each).isPresent());
        if (name.isEmpty()) {
            return notices.redirect(path(named(group).name()), "console.problem.noSuchUser");
        }
        if (elevation.refuseGroup(People.me(), group, request.getRemoteAddr()).isPresent()) {
            return notices.redirect(path(named(group).name()), "console.problem.elevation");
        }
        return change(group, Set.of(name.get()), Set.of(), request);
    }

    @PostMapping("/hub/admin/groups/{group}/remove")
    @RequiresScope("groups")
    String remove(@PathVariable String group, @RequestParam String user, HttpServletRequest request) {
        return change(group, Set.of(), UserName.of(user).map(Set::of).orElse(Set.of()), request);
    }

    private String change(String group, Set<UserName> added, Set<UserName> removed, HttpServletRequest request) {
        String name = named(group).name();
        groups.change(name, added, removed, People.me().actor(request.getRemoteAddr()));
        return notices.redirect(path(name), "console.done.groupChanged");
    }

    private Group named(String group) {
        return groups.byName(group).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String path(String group) {
        return "/hub/admin/groups/" + CanonicalPath.segment(group);
    }

    /** A group as a row of the list. */
    record Row(String name, String segment, int members) {
        static Row of(Group group) {
            return new Row(
                    group.name(),
                    CanonicalPath.segment(group.name()),
                    group.members().size());
        }
    }

    /** A user in a group. */
    record Member(String name, String segment) {
        static Member of(String name) {
            return new Member(name, CanonicalPath.segment(name));
        }
    }
}
