package com.example.veo;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Lets each submit reach the network once, whatever the libraries above decide. okhttp sends a POST again after status 408, after 503 with
 * {@code Retry-After: 0}, after a redirect, and on another connection after one that was stale; com.google.genai after most failures.
 */
final class SendOnce implements Interceptor {

    private static final ThreadLocal<Submit> CURRENT = new ThreadLocal<>();

    /** What happened to a submit. */
    static final class Submit {

        private boolean sent;
        private Optional<String> retryAfter = Optional.empty();

        /** Whether a byte of it may have been sent. */
        boolean isSent() {
            return sent;
        }

        /** How long the server wants it to wait, in seconds or as a date. */
        Optional<String> retryAfter() {
            return retryAfter;
        }
    }

    /** Allows this thread one POST. */
    static Submit begin() {
        Submit submit = new Submit();
        CURRENT.set(submit);
        return submit;
    }

    /** Allows this thread no further POST. */
    static void end() {
        CURRENT.remove();
    }

    /** Called for each attempt, when the connection is open. */
    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (!request.method().equals("POST")) {
            return chain.proceed(request);
        }
        Submit submit = CURRENT.get();
        if (submit == null || submit.sent) {
            throw new ProtocolException("This POST would be a copy of one that was sent.");
        }
        submit.sent = true;
        Response response = chain.proceed(request);
        submit.retryAfter = Optional.ofNullable(response.header("Retry-After"));
        // with it, okhttp would send the request again, and its error would replace the server's
        return response.newBuilder().removeHeader("Retry-After").build();
    }
}
