package io.github.reelstore.domain.error;

import org.jspecify.annotations.Nullable;

/**
 * Base class of all exceptions that the store throws on purpose. The subclass is the kind of failure,
 * {@link #subject()} the id, key, option or file it is about, and {@link #isRetryable()} whether the same call may
 * succeed later.
 *
 * <p>Messages are one sentence for people and say what to do. They never contain secrets.
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

    /** The id, key, option, column or file this is about; empty if it is about the store as a whole. */
    public String subject() {
        return subject;
    }

    /** Whether the same call, unchanged, may succeed later. */
    public boolean isRetryable() {
        return false;
    }

    /** An invalid argument: malformed, too long or of the wrong kind. Nothing was written. */
    public static final class InvalidInput extends StorageException {
        private static final long serialVersionUID = 1L;

        public InvalidInput(String subject, String message) {
            super(subject, message, null);
        }

        public InvalidInput(String subject, String message, Throwable cause) {
            super(subject, message, cause);
        }
    }

    /** The row or file does not exist in the profile. Rows and files of other profiles count as not existing. */
    public static final class NotFound extends StorageException {
        private static final long serialVersionUID = 1L;

        public NotFound(String subject, String message) {
            super(subject, message, null);
        }
    }

    /** The id or key is already taken. The existing row or file is unchanged. */
    public static final class AlreadyExists extends StorageException {
        private static final long serialVersionUID = 1L;

        public AlreadyExists(String subject, String message) {
            super(subject, message, null);
        }

        public AlreadyExists(String subject, String message, @Nullable Throwable cause) {
            super(subject, message, cause);
        }
    }

    /** The row changed since the caller read it (stale version). Read it again, then retry. */
    public static final class Conflict extends StorageException {
        private static final long serialVersionUID = 1L;

        public Conflict(String subject, String message) {
            super(subject, message, null);
        }
    }

    /** A budget does not have as much left as the request costs. Nothing was requested, and nothing was reserved. */
    public static final class BudgetExceeded extends StorageException {
        private static final long serialVersionUID = 1L;

        public BudgetExceeded(String subject, String message) {
            super(subject, message, null);
        }
    }

    /**
     * The call would break a rule between rows, or between rows and files, or would reach a file other than by its key.
     * Nothing was written. {@link #isOfStore()} is true if not the call is to blame, but the store itself: an operator has to
     * fix it.
     */
    public static final class Integrity extends StorageException {
        private static final long serialVersionUID = 1L;

        private final boolean ofStore;

        public Integrity(String subject, String message) {
            this(subject, message, null, false);
        }

        public Integrity(String subject, String message, Throwable cause) {
            this(subject, message, cause, false);
        }

        private Integrity(String subject, String message, @Nullable Throwable cause, boolean ofStore) {
            super(subject, message, cause);
            this.ofStore = ofStore;
        }

        /**
         * A fault of the store: a blob store that belongs to another database, or a symbolic link in it. The message may name
         * folders of this machine.
         */
        public static Integrity ofStore(String subject, String message) {
            return new Integrity(subject, message, null, true);
        }

        /** Whether the store itself is at fault, and no call will succeed until it is fixed. */
        public boolean isOfStore() {
            return ofStore;
        }
    }

    /**
     * A backend failed: a lock timed out, a disk is full, a connection broke. {@link #isRetryable()} is true for
     * transient failures and false for those that need an operator.
     */
    public static final class Unavailable extends StorageException {
        private static final long serialVersionUID = 1L;

        private final boolean retryable;
        private final boolean ofSource;

        private Unavailable(
                String subject, String message, @Nullable Throwable cause, boolean retryable, boolean ofSource) {
            super(subject, message, cause);
            this.retryable = retryable;
            this.ofSource = ofSource;
        }

        /** A transient failure: the same call may succeed later. */
        public static Unavailable passing(String subject, String message, @Nullable Throwable cause) {
            return new Unavailable(subject, message, cause, true, false);
        }

        /** A permanent failure: it lasts until an operator fixes the cause, such as a full disk. */
        public static Unavailable lasting(String subject, String message, @Nullable Throwable cause) {
            return new Unavailable(subject, message, cause, false, false);
        }

        /** The same failure, as one of the bytes that the caller passed, which could not be read. */
        public Unavailable ofSource() {
            return new Unavailable(subject(), String.valueOf(getMessage()), getCause(), retryable, true);
        }

        /** Whether the bytes that the caller passed could not be read, so that no backend failed. */
        public boolean isOfSource() {
            return ofSource;
        }

        @Override
        public boolean isRetryable() {
            return retryable;
        }
    }

    /** The configuration is wrong: an unknown option, a root that is not a folder, a database of another program. */
    public static final class Configuration extends StorageException {
        private static final long serialVersionUID = 1L;

        public Configuration(String subject, String message) {
            super(subject, message, null);
        }

        public Configuration(String subject, String message, @Nullable Throwable cause) {
            super(subject, message, cause);
        }
    }

    /**
     * Stored data is damaged: a corrupt database, a file with wrong bytes, a value that is not valid for its column.
     */
    public static final class Corrupt extends StorageException {
        private static final long serialVersionUID = 1L;

        public Corrupt(String subject, String message, @Nullable Throwable cause) {
            super(subject, message, cause);
        }
    }

    /** The store is opened read-only, or nothing may be written to it. Nothing was written. */
    public static final class ReadOnly extends StorageException {
        private static final long serialVersionUID = 1L;

        public ReadOnly(String subject, String message) {
            super(subject, message, null);
        }

        /** The exception for a write to a store that is opened read-only. */
        public static ReadOnly store(String subject) {
            return new ReadOnly(subject, "The store is opened read-only, so nothing can be changed.");
        }
    }

    /** The backend, or the transaction, does not support the operation. Nothing was done. */
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
