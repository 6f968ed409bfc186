package io.github.reelstore.server.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what Jetty itself refuses, such as a malformed header, with a problem and without a stack trace. */
public final class ProblemErrorHandler implements Request.Handler {

    private static final int FIRST_SERVER_ERROR = 500;

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        RouteHandler.setSecurityHeaders(response);
        int status = response.getStatus();
        ProblemType type = status < FIRST_SERVER_ERROR ? ProblemType.MALFORMED_REQUEST : ProblemType.INTERNAL_ERROR;
        Answer.Body body =
                Answer.problem(type, status, type.title() + ".").body().orElseThrow();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, body.type());
        try (InputStream in = body.open()) {
            response.write(true, ByteBuffer.wrap(in.readAllBytes()), callback);
        }
        return true;
    }
}
