package io.github.reelstore.server.internal.pages;

import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.server.internal.http.Answer;
import io.github.reelstore.server.internal.http.Exchange;
import io.github.reelstore.server.internal.http.Gatekeeper;
import io.github.reelstore.server.internal.http.HttpProblem;
import io.github.reelstore.server.internal.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** Logs browsers in and out. */
final class LoginPage {

    static final String PATH = "/login";

    private final Pages pages;
    private final Gatekeeper gatekeeper;

    LoginPage(Pages pages, Gatekeeper gatekeeper) {
        this.pages = pages;
        this.gatekeeper = gatekeeper;
    }

    static boolean isLogin(Request request) {
        return PATH.equals(request.getHttpURI().getPath());
    }

    List<Route> routes() {
        return List.of(
                Pages.page("GET", PATH, exchange -> form(200, Optional.empty())).open(),
                Pages.page("POST", PATH, this::login).open(),
                Pages.page("POST", "/logout", this::logout).open());
    }

    private Answer form(int status, Optional<String> failure) {
        if (!gatekeeper.requiresLogin()) {
            return Html.redirect(Links.HOME);
        }
        return pages.full(status, "login", pages.outside("Log in"), Map.of("failure", failure));
    }

    private Answer login(Exchange exchange) throws IOException {
        Form form = Form.of(exchange);
        if (!gatekeeper.requiresLogin()) {
            return Html.redirect(Links.HOME);
        }
        try {
            String cookie = gatekeeper.login(
                    form.value("token").orElse(""),
                    form.value("profile").map(ProfileId::new),
                    exchange.header("Host"),
                    exchange.client());
            return Html.redirect(Links.HOME).with("Set-Cookie", secured(cookie, exchange));
        } catch (HttpProblem e) {
            return e.withHeaders(form(e.status(), Optional.ofNullable(e.getMessage())));
        }
    }

    private Answer logout(Exchange exchange) throws IOException {
        Form.of(exchange);
        String cookie = gatekeeper.logout(exchange.header("Cookie"), exchange.header("Host"));
        return Html.redirect(PATH).with("Set-Cookie", secured(cookie, exchange));
    }

    /** Behind a proxy that encrypts, the cookie must not be sent without encryption. */
    private static String secured(String cookie, Exchange exchange) {
        boolean https = exchange.header("Origin")
                .filter(origin -> origin.startsWith("https:"))
                .isPresent();
        return https ? cookie + "; Secure" : cookie;
    }
}
