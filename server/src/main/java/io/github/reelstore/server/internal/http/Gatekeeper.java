package io.github.reelstore.server.internal.http;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.model.ProfileId;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Decides who may call. Without tokens, every program on this machine may; the checks of host and origin keep the pages of
 * other sites, which run in a browser on this machine, from calling too.
 */
public final class Gatekeeper {

    /** The header that selects a profile. */
    public static final String PROFILE = "Reelstore-Profile";

    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    /** A rebound DNS name is a name, so an address cannot be one. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");

    private static final String BEARER = "bearer ";

    private final Optional<AccessTokens> tokens;
    private final Set<String> hosts;
    private final Set<String> proxies;
    private final ProfileId profile;
    private final BrowserSessions sessions = new BrowserSessions(System::nanoTime);
    private final TokenAttempts attempts = new TokenAttempts(System::nanoTime);

    /**
     * @param tokens the tokens; empty if every client may call
     * @param hosts the names of the server, besides its addresses and {@code localhost}
     * @param proxies the hosts of the origins that pages of this server have besides, such as that of a proxy; with a port if it is
     *     not the usual one
     * @param profile the profile of a request that selects none
     */
    public Gatekeeper(Optional<AccessTokens> tokens, Set<String> hosts, Set<String> proxies, ProfileId profile) {
        this.tokens = tokens;
        this.hosts = Stream.concat(Stream.of("localhost"), hosts.stream())
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.proxies =
                proxies.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        this.profile = profile;
    }

    /** Refuses a request to a name that the server does not have: a DNS name that was rebound to this machine. */
    void requireHost(Request request) {
        String host = Optional.ofNullable(Request.getServerName(request)).orElse("");
        String withPort = header(request, "Host").orElse("");
        if (!ADDRESS.matcher(host).matches()
                && !hosts.contains(host.toLowerCase(Locale.ROOT))
                && !hosts.contains(withPort.toLowerCase(Locale.ROOT))) {
            throw new HttpProblem(
                    ProblemType.UNKNOWN_HOST,
                    "This server is not known as " + Messages.quoted(host)
                            + "; start it with --allowed-host and this name if it should be.");
        }
    }

    /** Refuses what the page of another site sends: a form, a script or an embedded image. */
    void requireSameOrigin(Request request) {
        Optional<String> origin = header(request, "Origin");
        boolean sameOrigin = origin.isEmpty() || isOwn(origin.get().toLowerCase(Locale.ROOT), request);
        boolean crossSite =
                header(request, "Sec-Fetch-Site").filter("cross-site"::equals).isPresent();
        boolean navigation = SAFE.contains(request.getMethod())
                && header(request, "Sec-Fetch-Mode").filter("navigate"::equals).isPresent();
        boolean foreign = crossSite && !navigation;
        if (foreign || (!sameOrigin && !SAFE.contains(request.getMethod()))) {
            throw new HttpProblem(ProblemType.CROSS_ORIGIN, "Pages of other sites may not call this server.");
        }
    }

    /**
     * Whether an origin is the one that the request went to, or that of a proxy: many proxies send another Host than they got,
     * and the names of the server are those that it was given.
     */
    private boolean isOwn(String origin, Request request) {
        return header(request, "Host")
                        .filter(host -> origin.endsWith("://" + host.toLowerCase(Locale.ROOT)))
                        .isPresent()
                || proxies.stream()
                        .anyMatch(name -> origin.equals("https://" + name) || origin.equals("http://" + name));
    }

    /** Refuses what a link on a page of another site begins: it must not make the server read all files. */
    public static void requireNoOtherSite(Optional<String> site) {
        if (site.isPresent() && !site.get().equals("same-origin") && !site.get().equals("none")) {
            throw new HttpProblem(ProblemType.CROSS_ORIGIN, "Pages of other sites may not begin a check of the store.");
        }
    }

    /** The profile that the request may use. */
    ProfileId profile(Request request) {
        Optional<ProfileId> wanted = header(request, PROFILE).map(Gatekeeper::profileId);
        if (tokens.isEmpty()) {
            requireThisMachine(request);
        }
        Optional<ProfileId> session = tokens.isPresent() ? sessionProfile(request) : Optional.empty();
        if (session.isPresent()) {
            if (wanted.isPresent() && !wanted.equals(session)) {
                throw new HttpProblem(
                        ProblemType.FORBIDDEN, "This browser is logged in for another profile; log in for that one.");
            }
            return session.get();
        }
        Optional<AccessTokens.Grant> grant = tokens.map(known -> grant(known, request));
        grant.ifPresent(one -> requireAllowed(one, wanted));
        return grant.flatMap(AccessTokens.Grant::profile).or(() -> wanted).orElse(profile);
    }

    /** Tells whether the browser that sent this request is still logged in; a token has no end. */
    BooleanSupplier login(Request request) {
        return session(request)
                .<BooleanSupplier>map(session -> () -> sessions.isOpen(session))
                .orElse(() -> true);
    }

    /** Refuses a token that is for one profile. */
    void requireAllProfiles(Request request) {
        profile(request);
        if (tokens.flatMap(known -> grant(known, request).profile()).isPresent()) {
            throw new HttpProblem(ProblemType.FORBIDDEN, "This token is for one profile only; use one for all.");
        }
    }

    private static void requireThisMachine(Request request) {
        if (request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress client
                && (client.isUnresolved() || !client.getAddress().isLoopbackAddress())) {
            throw new HttpProblem(
                    ProblemType.FORBIDDEN,
                    "This server has no tokens, so only programs on its own machine may call it.");
        }
    }

    /** The bytes of a header are decoded one by one (ISO 8859-1), but names of profiles are UTF-8. */
    private static ProfileId profileId(String value) {
        String text = new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        if (text.isBlank() || text.indexOf('\uFFFD') >= 0) {
            throw new StorageException.InvalidInput(PROFILE, "The header " + PROFILE + " must be a name in UTF-8.");
        }
        return new ProfileId(Exchange.requireText(PROFILE, text));
    }

    /** Whether browsers have to log in. */
    public boolean requiresLogin() {
        return tokens.isPresent();
    }

    /**
     * Begins a session of a browser.
     *
     * @param wanted the profile to use, if the token is for all
     * @param host the header Host of the request
     * @param client the address of the browser
     * @return the cookie to set
     * @throws HttpProblem if the server does not know the token, the token is for another profile, or the address has sent too
     *     many wrong ones
     */
    public String login(String token, Optional<ProfileId> wanted, Optional<String> host, SocketAddress client) {
        attempts.requireFew(client);
        AccessTokens.Grant grant = tokens.flatMap(known -> known.find(token.strip()))
                .orElseThrow(() -> {
                    attempts.failed(client);
                    return new HttpProblem(ProblemType.UNAUTHORIZED, "This server does not know that token.");
                });
        requireAllowed(grant, wanted);
        return sessions.open(grant.profile().or(() -> wanted).orElse(profile), host);
    }

    /**
     * Ends the session of a browser, if it has one.
     *
     * @return the cookie to set, which removes the old one
     */
    public String logout(Optional<String> cookies, Optional<String> host) {
        return sessions.close(cookies, host);
    }

    private static void requireAllowed(AccessTokens.Grant grant, Optional<ProfileId> wanted) {
        if (grant.profile().isPresent()
                && wanted.isPresent()
                && !grant.profile().equals(wanted)) {
            throw new HttpProblem(ProblemType.FORBIDDEN, "This token is for another profile.");
        }
    }

    /** A browser sends its cookie with every request, so what changes something must say which page it is from. */
    private Optional<ProfileId> sessionProfile(Request request) {
        Optional<ProfileId> session = session(request).map(BrowserSessions.Session::profile);
        if (session.isPresent() && !SAFE.contains(request.getMethod())) {
            requireFromOwnPage(header(request, "Origin"), header(request, "Sec-Fetch-Site"));
        }
        return session;
    }

    private Optional<BrowserSessions.Session> session(Request request) {
        return header(request, HttpHeader.AUTHORIZATION.asString()).isPresent()
                ? Optional.empty()
                : sessions.find(header(request, HttpHeader.COOKIE.asString()), header(request, "Host"));
    }

    /**
     * Refuses a change that does not say that a page of this server sent it. {@link #requireSameOrigin} has compared the
     * origin.
     *
     * @param origin the header Origin
     * @param site the header Sec-Fetch-Site
     */
    public static void requireFromOwnPage(Optional<String> origin, Optional<String> site) {
        if (origin.isEmpty() && site.filter("same-origin"::equals).isEmpty()) {
            throw new HttpProblem(ProblemType.CROSS_ORIGIN, "Only the pages of this server may send this.");
        }
    }

    private AccessTokens.Grant grant(AccessTokens known, Request request) {
        return header(request, HttpHeader.AUTHORIZATION.asString())
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .flatMap(value -> known.find(value.substring(BEARER.length()).strip()))
                .orElseThrow(() -> new HttpProblem(
                                ProblemType.UNAUTHORIZED, "Send a token of this server: Authorization: Bearer TOKEN.")
                        .with("WWW-Authenticate", "Bearer realm=\"reelstore\""));
    }

    private static Optional<String> header(Request request, String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }
}
