package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.model.VideoProjectBuilder;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.Page;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.port.rows.ProjectFilter;
import io.github.reelstore.domain.port.rows.TimeRange;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.Route;
import io.github.reelstore.server.internal.http.Schema;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list of projects, and the form for a new one. */
final class ProjectsPage {

    private static final int AT_ONCE = 24;
    private static final String PART = "/parts/projects";

    private final Pages pages;
    private final UndoBin bin;

    ProjectsPage(Pages pages, UndoBin bin) {
        this.pages = pages;
        this.bin = bin;
    }

    List<Route> routes() {
        return List.of(
                filtered(Pages.page("GET", Links.HOME, this::page)).query("undo", "", Schema.STRING),
                filtered(Pages.page("GET", PART, this::more)).query("after", "", Schema.STRING),
                Pages.page("POST", "/projects", ProjectsPage::create));
    }

    private static Route filtered(Route route) {
        return route.query("status", "", Schema.STRING).query("channel", "", Schema.STRING);
    }

    /** A parameter of a form; a field that is left empty sets no condition. */
    private static Optional<String> given(Exchange exchange, String name) {
        return exchange.query(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    private Answer page(Exchange exchange) {
        Map<String, Object> values = list(exchange, PageRequest.first(AT_ONCE));
        values.put("statuses", ProjectPage.statuses());
        values.put("status", given(exchange, "status"));
        values.put("channel", given(exchange, "channel"));
        Optional<UndoBin.Notice> undo =
                given(exchange, "undo").flatMap(id -> bin.find(exchange.store().profile(), id));
        return pages.full(200, "projects", pages.frame("Projects", "projects", exchange.store(), undo), values);
    }

    private Answer more(Exchange exchange) {
        PageRequest request = PageRequest.first(AT_ONCE);
        return pages.part(
                "parts/cards",
                list(
                        exchange,
                        given(exchange, "after")
                                .map(Cursor::parse)
                                .map(request::after)
                                .orElse(request)));
    }

    private Map<String, Object> list(Exchange exchange, PageRequest request) {
        Optional<String> status = given(exchange, "status");
        Optional<String> channel = given(exchange, "channel");
        ProjectFilter filter =
                new ProjectFilter(channel.map(ChannelId::new), status.map(ProjectStatus::of), TimeRange.ALWAYS);
        Page<VideoProject> found = exchange.store().projects().list(filter, request);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("projects", found.items().stream().map(ProjectCard::of).toList());
        values.put(
                "next",
                found.next()
                        .map(cursor -> PART + "?after=" + cursor.encode() + Links.parameter("status", status)
                                + Links.parameter("channel", channel)));
        return values;
    }

    private static Answer create(Exchange exchange) throws IOException {
        Form form = Form.of(exchange);
        VideoProjectBuilder draft = VideoProject.builder()
                .title(form.require("title"))
                .description(form.value("description"))
                .channelId(form.value("channel").map(ChannelId::of))
                .defaultLanguage(form.value("language").map(LanguageTag::of));
        return Html.redirect(
                Links.project(exchange.store().projects().create(draft).id(), ""));
    }
}
