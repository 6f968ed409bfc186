package io.github.reelstore.mybatis.internal;

import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.ledger.BudgetPeriod;
import io.github.reelstore.domain.ledger.BudgetScope;
import io.github.reelstore.domain.ledger.FailureClass;
import io.github.reelstore.domain.ledger.Fingerprint;
import io.github.reelstore.domain.ledger.JobRequest;
import io.github.reelstore.domain.ledger.JobState;
import io.github.reelstore.domain.ledger.Money;
import io.github.reelstore.domain.ledger.ResultState;
import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.media.FrameRate;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.ChannelId;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationStatus;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.InputDigest;
import io.github.reelstore.domain.model.InputRole;
import io.github.reelstore.domain.model.JobId;
import io.github.reelstore.domain.model.LanguageTag;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.ProjectStatus;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.storyboard.ScenePosition;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The types that are stored as text, and how they are written and read. */
final class TextTypes {

    private static final Map<Class<?>, Function<String, ?>> PARSERS = Map.ofEntries(
            Map.entry(String.class, text -> text),
            Map.entry(ProfileId.class, ProfileId::new),
            Map.entry(ChannelId.class, ChannelId::new),
            Map.entry(ProjectId.class, ProjectId::new),
            Map.entry(GenerationId.class, GenerationId::new),
            Map.entry(ImageId.class, ImageId::new),
            Map.entry(AudioId.class, AudioId::new),
            Map.entry(JobId.class, JobId::new),
            Map.entry(BlobKey.class, BlobKey::new),
            Map.entry(ContentHash.class, ContentHash::new),
            Map.entry(LanguageTag.class, LanguageTag::of),
            Map.entry(FrameRate.class, FrameRate::of),
            Map.entry(InputRole.class, InputRole::new),
            Map.entry(InputDigest.class, InputDigest::new),
            Map.entry(ScenePosition.class, ScenePosition::new),
            Map.entry(ProjectStatus.class, ProjectStatus::of),
            Map.entry(GenerationStatus.class, GenerationStatus::new),
            Map.entry(EntityType.class, EntityType::of),
            Map.entry(StoreId.class, StoreId::new),
            Map.entry(MediaKind.class, JobRequest::kindOf),
            Map.entry(Fingerprint.class, Fingerprint::new),
            Map.entry(JobState.class, JobState::of),
            Map.entry(FailureClass.class, FailureClass::of),
            Map.entry(ResultState.class, ResultState::of),
            Map.entry(BudgetScope.class, BudgetScope::of),
            Map.entry(BudgetPeriod.class, BudgetPeriod::of),
            Map.entry(Currency.class, Money::currency));

    private TextTypes() {}

    static Set<Class<?>> all() {
        return PARSERS.keySet();
    }

    /** The text of a value, which is its {@code toString} for all types but one; empty if it is not stored as text. */
    static Optional<String> text(Object value) {
        if (value instanceof MediaKind kind) {
            return Optional.of(JobRequest.nameOf(kind));
        }
        return PARSERS.containsKey(value.getClass()) ? Optional.of(value.toString()) : Optional.empty();
    }

    /** How a type is read from its text. */
    static Function<String, ?> parser(Class<?> type) {
        Function<String, ?> parser = PARSERS.get(type);
        if (parser == null) {
            throw new IllegalArgumentException("no column holds a " + type);
        }
        return parser;
    }
}
