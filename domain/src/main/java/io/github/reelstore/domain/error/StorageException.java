package io.github.reelstore.domain.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything the store throws on purpose. The subclass says what kind of failure it is, {@link #subject()}
 * which id, key, option or file it is about, {@link #isRetryable()} whether the same call may succeed later.
 *
 * <p>Messages are one sentence for a person and say what to do. They never hold secrets.
 *
 * <pre>{@code
 * try {
 *     store.projects().get(id);
 * } catch (StorageException.NotFound e) {
 *     // no such project in this profile
 * }
 * }</pre>
 */
public abstract sealed class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String subject;

    private StorageException(String subject, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.subject = subject;
    }

    /** The id, key, option, column or file this is about; empty where it is about the store as a whole. */
    public String subject() {
        return subject;
    }

    /** Whether the same call may succeed later, unchanged. */
    public boolean isRetryable() {
        return false;
    }

    /** A value that no store would take: malformed, too long, of the wrong kind. Nothing was written. */
    public static final class InvalidInput extends StorageException {
        private static final long serialVersionUID = 1L;

        public InvalidInput(String subject, String message) {
            super(subject, message, null);
        }

        public InvalidInput(String subject, String message, Throwable cause) {
            super(subject, message, cause);
        }
    }

    /** There is no such row or file within the profile; one of another profile counts as none. */
    public static final class NotFound extends StorageException {
        private static final long serialVersionUID = 1L;

        public NotFound(String subject, String message) {
            super(subject, message, null);
        }
    }

    /** The id or key is taken. What is there stays as it was. */
    public static final class AlreadyExists extends StorageException {
        private static final long serialVersionUID = 1L;

        public AlreadyExists(String subject, String message) {
            super(subject, message, null);
        }

        public AlreadyExists(String subject, String message, Throwable cause) {
            super(subject, message, cause);
        }
    }

    /** The row changed since the caller read it (stale version): read it again and decide anew. */
    public static final class Conflict extends StorageException {
        private static final long serialVersionUID = 1L;

        public Conflict(String subject, String message) {
            super(subject, message, null);
        }
    }

    /**
     * What was asked would break a rule between rows and rows, or rows and files, or reach a file by another way than its key.
     * Nothing was written.
     */
    public static final class Integrity extends StorageException {
        private static final long serialVersionUID = 1L;

        public Integrity(String subject, String message) {
            super(subject, message, null);
        }

        public Integrity(String subject, String message, Throwable cause) {
            super(subject, message, cause);
        }
    }

    /**
     * A backend did not do what it was asked: a lock that could not be had, a disk that is full, a connection that broke.
     * {@link #isRetryable()} tells the passing faults from those that need a person.
     */
    public static final class Unavailable extends StorageException {
        private static final long serialVersionUID = 1L;

        private final boolean retryable;

        private Unavailable(String subject, String message, @Nullable Throwable cause, boolean retryable) {
            super(subject, message, cause);
            this.retryable = retryable;
        }

        /** A passing fault: the same call may succeed later. */
        public static Unavailable passing(String subject, String message, @Nullable Throwable cause) {
            return new Unavailable(subject, message, cause, true);
        }

        /** A fault that lasts until somebody mends it, such as a full disk. */
        public static Unavailable lasting(String subject, String message, @Nullable Throwable cause) {
            return new Unavailable(subject, message, cause, false);
        }

        @Override
        public boolean isRetryable() {
            return retryable;
        }
    }

    /** The store is set up wrongly: an unknown option, a root that is not a folder, a database that is not ours. */
    public static final class Configuration extends StorageException {
        private static final long serialVersionUID = 1L;

        public Configuration(String subject, String message) {
            super(subject, message, null);
        }

        public Configuration(String subject, String message, @Nullable Throwable cause) {
            super(subject, message, cause);
        }
    }

    /** What is stored cannot be what was stored: a damaged database, a value that its column may not hold. */
    public static final class Corrupt extends StorageException {
        private static final long serialVersionUID = 1L;

        public Corrupt(String subject, String message, @Nullable Throwable cause) {
            super(subject, message, cause);
        }
    }

    /** This backend, or this transaction, does not do that. It is refused, never done by half. */
    public static final class Unsupported extends StorageException {
        private static final long serialVersionUID = 1L;

        public Unsupported(String subject, String message) {
            super(subject, message, null);
        }

        public Unsupported(String subject, String message, Throwable cause) {
            super(subject, message, cause);
        }
    }
}
