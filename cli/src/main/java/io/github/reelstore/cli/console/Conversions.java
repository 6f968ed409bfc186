package io.github.reelstore.cli.console;

import io.github.reelstore.app.config.DurationText;
import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.CostDimension;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.media.AudioEncoding;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.Seed;
import io.github.reelstore.domain.port.rows.Cursor;
import io.github.reelstore.domain.port.rows.PageRequest;
import io.github.reelstore.domain.service.NewGeneration;
import io.github.reelstore.domain.storyboard.captions.CaptionFormat;
import io.github.reelstore.export.timeline.TimelineFormat;
import io.github.reelstore.export.timeline.TimelineRates;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts arguments to domain types; an invalid value is wrong usage. */
public final class Conversions {

    private static final Pattern DECIMAL_SECONDS = Pattern.compile("(\\d{1,6}\\.\\d{1,3}) ?s");

    private Conversions() {}

    /**
     * Registers the converters with a command line and all its current subcommands. Ids of existing rows may be any text, because
     * databases of other programs have such ids.
     */
    public static void register(CommandLine commandLine, Path workingFolder, Clock clock) {
        commandLine
                .registerConverter(ProjectId.class, existing(ProjectId::new))
                .registerConverter(GenerationId.class, existing(GenerationId::new))
                .registerConverter(ImageId.class, existing(ImageId::new))
                .registerConverter(AudioId.class, existing(AudioId::new))
                .registerConverter(ChannelId.class, checked(ChannelId::of))
                .registerConverter(LanguageTag.class, checked(LanguageTag::of))
                .registerConverter(Seed.class, checked(Seed::of))
                .registerConverter(ProjectStatus.class, checked(ProjectStatus::of))
                .registerConverter(Cursor.class, checked(Cursor::parse))
                .registerConverter(BlobKey.class, checked(BlobKey::parse))
                .registerConverter(AudioEncoding.class, checked(AudioEncoding::parse))
                .registerConverter(PageRequest.class, checked(Conversions::limit))
                .registerConverter(NewGeneration.Input.class, checked(Conversions::input))
                .registerConverter(JobId.class, existing(JobId::new))
                .registerConverter(JobState.class, checked(JobState::of))
                .registerConverter(MediaKind.class, checked(JobRequest::kindOf))
                .registerConverter(Money.class, checked(Conversions::price))
                .registerConverter(BudgetPeriod.class, checked(BudgetPeriod::of))
                .registerConverter(CostDimension.class, checked(CostDimension::of))
                .registerConverter(CaptionFormat.class, checked(Conversions::captionFormat))
                .registerConverter(TimelineFormat.class, checked(TimelineFormat::of))
                .registerConverter(FrameRate.class, checked(TimelineRates::parse))
                .registerConverter(Percent.class, Percent::of)
                .registerConverter(ByteSize.class, ByteSize::of)
                .registerConverter(Duration.class, Conversions::duration)
                .registerConverter(Instant.class, typed -> instant(clock, typed))
                .registerConverter(Path.class, typed -> path(workingFolder, typed))
                .registerConverter(MediaFile.class, typed -> new MediaFile(typed, path(workingFolder, typed)))
                .registerConverter(TextFile.class, typed -> new TextFile(typed, path(workingFolder, typed)));
    }

    private static <T> ITypeConverter<T> checked(Function<String, T> conversion) {
        return typed -> {
            try {
                return conversion.apply(typed);
            } catch (StorageException.InvalidInput e) {
                throw invalid(e);
            }
        };
    }

    private static <T> Existing<T> existing(Function<String, T> id) {
        return typed -> {
            // no id contains NUL, and not every database accepts it in a query
            if (typed.indexOf('\0') >= 0) {
                throw new TypeConversionException("An id must not contain NUL.");
            }
            return id.apply(typed);
        };
    }

    /** A converter that does not throw checked exceptions. */
    @FunctionalInterface
    private interface Existing<T> extends ITypeConverter<T> {
        @Override
        T convert(String typed);
    }

    private static TypeConversionException invalid(StorageException.InvalidInput e) {
        return new TypeConversionException(e.getMessage());
    }

    private static PageRequest limit(String typed) {
        try {
            return PageRequest.first(Integer.parseInt(typed));
        } catch (NumberFormatException e) {
            throw new StorageException.InvalidInput(
                    "limit", "A limit must be a whole number from 1 to " + PageRequest.MAX_LIMIT + ".", e);
        }
    }

    private static Duration duration(String typed) {
        return DurationText.parse(typed)
                .filter(duration -> !duration.isNegative())
                .orElseThrow(() -> new TypeConversionException(
                        "\"" + typed + "\" is not a duration; use one such as 24h, 30m, 7d or PT24H."));
    }

    /** An instant, a date (its start in UTC), or a duration before now. */
    private static Instant instant(Clock clock, String typed) {
        try {
            Optional<Duration> ago = DurationText.parse(typed);
            Instant instant = ago.isPresent()
                    ? clock.instant().minus(ago.get())
                    : typed.contains("T")
                            ? Instant.parse(typed)
                            : LocalDate.parse(typed)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant();
            return instant.truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException | ArithmeticException e) {
            throw new TypeConversionException(
                    "\"" + typed + "\" is not a time; use one such as 2026-11-22, 2026-11-22T10:00:00Z or 24h (ago).");
        }
    }

    /**
     * An input image of a video, written as {@code ROLE=IMAGE_ID}.
     *
     * @throws StorageException.InvalidInput if it is not valid
     */
    public static NewGeneration.Input input(String typed) {
        int equals = typed.indexOf('=');
        if (equals < 1) {
            throw new StorageException.InvalidInput(
                    "input", "An input must be ROLE=IMAGE_ID, such as " + InputRole.FIRST_FRAME + "=0193....");
        }
        return new NewGeneration.Input(
                new InputRole(typed.substring(0, equals)), new ImageId(typed.substring(equals + 1)));
    }

    /**
     * An amount of money that is not negative, written as {@code 0.35 USD}.
     *
     * @throws StorageException.InvalidInput if it is not valid
     */
    public static Money price(String typed) {
        Money money = Money.parse(typed);
        if (money.nanos() < 0) {
            throw new StorageException.InvalidInput(
                    "amount", "An amount of money must not be negative here, as " + Messages.quoted(typed) + " is.");
        }
        return money;
    }

    /**
     * The length of a scene in milliseconds, written as {@code 8s}, {@code 8500ms} or, as it is printed, {@code 8.5 s}.
     *
     * @throws StorageException.InvalidInput if it is not valid
     */
    public static long lengthMs(String typed) {
        Matcher decimal = DECIMAL_SECONDS.matcher(typed);
        if (decimal.matches()) {
            return new BigDecimal(decimal.group(1)).movePointRight(3).longValueExact();
        }
        return DurationText.parse(typed)
                .filter(length -> !length.isNegative())
                .map(Duration::toMillis)
                .orElseThrow(() -> new StorageException.InvalidInput(
                        "length", Messages.quoted(typed) + " is not a length; use one such as 8s, 8.5s or 8500ms."));
    }

    private static CaptionFormat captionFormat(String typed) {
        return switch (typed) {
            case "srt" -> CaptionFormat.SRT;
            case "vtt" -> CaptionFormat.WEBVTT;
            default ->
                throw new StorageException.InvalidInput(
                        "format", "The format of captions is srt or vtt; not " + Messages.quoted(typed) + ".");
        };
    }

    private static Path path(Path workingFolder, String typed) {
        if (typed.isEmpty()) {
            throw new TypeConversionException("A file name must not be empty.");
        }
        try {
            return workingFolder.resolve(typed);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("Invalid file name: " + e.getReason() + ".");
        }
    }

    /** The id of a scene or a take, which may be any text. */
    public static final class AnyId implements ITypeConverter<String> {
        @Override
        public String convert(String typed) {
            if (typed.isBlank()) {
                throw new TypeConversionException("It must not be blank.");
            }
            return existing(id -> id).convert(typed);
        }
    }

    /** A track of a storyboard. */
    public static final class Track implements ITypeConverter<MediaKind> {
        @Override
        public MediaKind convert(String typed) {
            try {
                return JobRequest.kindOf(typed);
            } catch (StorageException.InvalidInput e) {
                throw new TypeConversionException(
                        "A track is image, audio or video; not " + Messages.quoted(typed) + ".");
            }
        }
    }

    /** Text that is not blank. */
    public static final class NotBlank implements ITypeConverter<String> {
        @Override
        public String convert(String typed) {
            if (typed.isBlank()) {
                throw new TypeConversionException("It must not be blank.");
            }
            return typed;
        }
    }
}
