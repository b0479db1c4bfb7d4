package dev.berth.hub.console;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.Target;
import dev.berth.hub.administration.GroupAdministration;
import dev.berth.hub.administration.GroupChange;
import dev.berth.hub.user.Group;
import dev.berth.hub.user.Groups;
import dev.berth.hub.web.Links;
import dev.berth.spi.route.CanonicalPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/** Groups and their members. */
@Controller
class GroupsController {

    /** Larger groups are shown in the list of users. */
    private static final int SHOWN_MEMBERS = 500;

    private final Groups groups;
    private final GroupAdministration administration;
    private final Access access;
    private final Notices notices;
    private final Links links;

    GroupsController(Groups groups, GroupAdministration administration, Access access, Notices notices, Links links) {
        this.groups = groups;
        this.administration = administration;
        this.access = access;
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
                        rows,
                        from,
                        groups.count(null),
                        links.url("/hub/admin/groups"),
                        UriComponentsBuilder.newInstance()));
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
        GroupChange change =
                administration.create(People.me(), List.of(name.strip()), List.of(), request.getRemoteAddr());
        return switch (change) {
            case GroupChange.Done(List<String> made) ->
                notices.redirect(path(made.getFirst()), "console.done.groupMade");
            case GroupChange.Rejected rejected -> notices.redirect("/hub/admin/groups", problem(rejected));
        };
    }

    @PostMapping("/hub/admin/groups/{group}/delete")
    @RequiresScope("delete:groups")
    String delete(@PathVariable String group, HttpServletRequest request) {
        return switch (administration.delete(People.me(), group, request.getRemoteAddr())) {
            case GroupChange.Done _ -> notices.redirect("/hub/admin/groups", "console.done.groupDeleted");
            case GroupChange.Rejected rejected -> notices.redirect("/hub/admin/groups", problem(rejected));
        };
    }

    @PostMapping("/hub/admin/groups/{group}/add")
    @RequiresScope("groups")
    String add(@PathVariable String group, @RequestParam String user, HttpServletRequest request) {
        return changed(group, administration.add(People.me(), group, List.of(user), request.getRemoteAddr()));
    }

    @PostMapping("/hub/admin/groups/{group}/remove")
    @RequiresScope("groups")
    String remove(@PathVariable String group, @RequestParam String user, HttpServletRequest request) {
        return changed(group, administration.remove(People.me(), group, List.of(user), request.getRemoteAddr()));
    }

    private String changed(String group, GroupChange change) {
        return switch (change) {
            case GroupChange.Done _ -> notices.redirect(path(group), "console.done.groupChanged");
            case GroupChange.NotFound _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case GroupChange.Rejected rejected -> notices.redirect(path(group), problem(rejected));
        };
    }

    private static String problem(GroupChange.Rejected rejected) {
        return switch (rejected) {
            case GroupChange.InvalidName _ -> "console.problem.badGroup";
            case GroupChange.AlreadyExist _ -> "console.problem.groupTaken";
            case GroupChange.NotFound _ -> "console.problem.gone";
            case GroupChange.NoSuchUser _ -> "console.problem.noSuchUser";
            case GroupChange.Escalation _ -> "console.problem.elevation";
        };
    }

    private Group named(String group) {
        return groups.byName(group).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String path(String group) {
        return "/hub/admin/groups/" + CanonicalPath.segment(group);
    }

    /** A group as a table row. */
    record Row(String name, String segment, int members) {
        static Row of(Group group) {
            return new Row(
                    group.name(),
                    CanonicalPath.segment(group.name()),
                    group.members().size());
        }
    }

    /** A member of a group. */
    record Member(String name, String segment) {
        static Member of(String name) {
            return new Member(name, CanonicalPath.segment(name));
        }
    }
}
