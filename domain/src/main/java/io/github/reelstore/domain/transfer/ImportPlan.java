package io.github.reelstore.domain.transfer;

import io.github.reelstore.domain.error.StorageException;
import io.github.reelstore.domain.format.MediaKind;
import io.github.reelstore.domain.internal.Messages;
import io.github.reelstore.domain.media.ContentHash;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.EntityType;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.GenerationLinks;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.ProjectStoryboard;
import io.github.reelstore.domain.storyboard.DatedSettings;
import io.github.reelstore.domain.storyboard.RejectedTake;
import io.github.reelstore.domain.storyboard.SceneLine;
import io.github.reelstore.domain.storyboard.Selection;
import io.github.reelstore.domain.storyboard.StoredSettings;
import io.github.reelstore.domain.storyboard.TrackSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Which ids the rows of a source get in this store, and which of them are there already. */
final class ImportPlan {

    private final ProfileId profile;
    private final ProjectId source;
    private final ProjectId target;
    private final boolean projectPresent;
    private final Map<EntityType, Map<String, String>> ids = new EnumMap<>(EntityType.class);
    private final Map<EntityType, Set<String>> present = new EnumMap<>(EntityType.class);
    private int droppedLinks;
    private int droppedTakes;

    ImportPlan(ProfileId profile, ProjectId source, ProjectId target, boolean projectPresent) {
        this.profile = profile;
        this.source = source;
        this.target = target;
        this.projectPresent = projectPresent;
        for (EntityType type : EntityType.values()) {
            ids.put(type, new HashMap<>());
            present.put(type, new HashSet<>());
        }
    }

    /**
     * An id in place of one that is in use. It depends on nothing else, so that importing the same source again finds the rows.
     *
     * @param project the project that the row belongs to; empty text for a project
     * @param attempt distinguishes the ids for the same, from 1
     */
    static String derivedId(ProfileId profile, EntityType type, String id, String project, int attempt) {
        String name = String.join("\0", "reelstore import", profile.value(), type.value(), id, project, "" + attempt);
        MessageDigest digest = ContentHash.newDigest();
        byte[] hash = digest.digest(name.getBytes(StandardCharsets.UTF_8));
        // version 8 of RFC 9562: the application's own bits
        hash[6] = (byte) ((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
        String hex = HexFormat.of().formatHex(hash, 0, 16);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }

    ProfileId profile() {
        return profile;
    }

    ProjectId target() {
        return target;
    }

    boolean isProjectPresent() {
        return projectPresent;
    }

    /** Whether a row of the source belongs to its project; others are only used by it. */
    boolean isOwn(Optional<ProjectId> project) {
        return project.equals(Optional.of(source));
    }

    Optional<ProjectId> projectOf(Optional<ProjectId> project) {
        return isOwn(project) ? Optional.of(target) : Optional.empty();
    }

    void put(EntityType type, String from, String to, boolean isPresent) {
        map(type).put(from, to);
        if (isPresent) {
            set(type).add(from);
        }
    }

    /**
     * Notes that a row was read.
     *
     * @throws StorageException.InvalidInput if a row with this id was read before
     */
    void requireNew(EntityType type, String id) {
        if (map(type).containsKey(id)) {
            throw twice(type, id);
        }
    }

    static StorageException.InvalidInput twice(EntityType type, String id) {
        return new StorageException.InvalidInput(
                id, "The " + type + " " + Messages.quoted(id) + " occurs twice; export the project once more.");
    }

    boolean isPresent(EntityType type, String from) {
        return set(type).contains(from);
    }

    String idOf(EntityType type, String from) {
        return map(type).getOrDefault(from, from);
    }

    private Map<String, String> map(EntityType type) {
        return Objects.requireNonNull(ids.get(type));
    }

    private Set<String> set(EntityType type) {
        return Objects.requireNonNull(present.get(type));
    }

    Optional<ImageId> image(ImageId from) {
        return referred(EntityType.IMAGE, from.value()).map(ImageId::new);
    }

    Optional<AudioId> audio(AudioId from) {
        return referred(EntityType.AUDIO, from.value()).map(AudioId::new);
    }

    /** A reference to a row that the source does not have must not become one to another row of this store. */
    private Optional<String> referred(EntityType type, String from) {
        return Optional.ofNullable(map(type).get(from));
    }

    VideoProject mapped(VideoProject project) {
        return project.toBuilder().id(target).profileId(profile).build();
    }

    /** The links by the id that their video has in the source; counts those that are dropped. */
    Map<String, GenerationLinks> links(GenerationLinks links) {
        Map<String, List<GenerationInput>> inputs = new HashMap<>();
        Map<String, List<GenerationAudioTrack>> tracks = new HashMap<>();
        droppedLinks = 0;
        for (GenerationInput input : links.inputs()) {
            String video = input.generationId().value();
            Optional<ImageId> image = image(input.imageGenerationId());
            Optional<String> to = referred(EntityType.GENERATION, video);
            if (image.isPresent() && to.isPresent()) {
                inputs.computeIfAbsent(video, id -> new ArrayList<>())
                        .add(new GenerationInput(
                                new GenerationId(to.get()), input.role(), input.position(), image.get()));
            } else {
                droppedLinks++;
            }
        }
        for (GenerationAudioTrack track : links.audioTracks()) {
            String video = track.generationId().value();
            Optional<AudioId> audio = audio(track.audioGenerationId());
            Optional<String> to = referred(EntityType.GENERATION, video);
            if (audio.isPresent() && to.isPresent()) {
                tracks.computeIfAbsent(video, id -> new ArrayList<>())
                        .add(new GenerationAudioTrack(new GenerationId(to.get()), track.language(), audio.get()));
            } else {
                droppedLinks++;
            }
        }
        Map<String, GenerationLinks> byVideo = new HashMap<>();
        Set<String> videos = new HashSet<>(inputs.keySet());
        videos.addAll(tracks.keySet());
        videos.forEach(video -> byVideo.put(
                video,
                new GenerationLinks(inputs.getOrDefault(video, List.of()), tracks.getOrDefault(video, List.of()))));
        return byVideo;
    }

    /** The number of references to rows that the source does not have. */
    int dropped() {
        return droppedLinks + droppedTakes;
    }

    /** The storyboard with the ids of this store; counts the references that are dropped. */
    ProjectStoryboard mapped(ProjectStoryboard storyboard) {
        droppedTakes = 0;
        return mapped(storyboard, (type, from) -> {
            Optional<String> to = referred(type, from);
            if (to.isEmpty()) {
                droppedTakes++;
            }
            return to;
        });
    }

    /** The storyboard that is there without references to other rows than those of the plan: importing the source drops them. */
    ProjectStoryboard withoutOtherRows(ProjectStoryboard existing) {
        Map<EntityType, Set<String>> targets = new EnumMap<>(EntityType.class);
        ids.forEach((type, map) -> targets.put(type, Set.copyOf(map.values())));
        return mapped(
                existing,
                (type, id) -> Optional.of(id)
                        .filter(target -> targets.getOrDefault(type, Set.of()).contains(target)));
    }

    private ProjectStoryboard mapped(
            ProjectStoryboard storyboard, BiFunction<EntityType, String, Optional<String>> newId) {
        return new ProjectStoryboard(
                storyboard.scenes().stream()
                        .map(scene -> scene.toBuilder()
                                .projectId(target)
                                .profileId(profile)
                                .build())
                        .toList(),
                storyboard.lines().stream()
                        .map(line -> new SceneLine(
                                target,
                                line.sceneId(),
                                line.language(),
                                line.text(),
                                line.translatedFrom(),
                                line.updatedAt()))
                        .toList(),
                storyboard.settings().stream()
                        .map(dated -> mapped(dated, newId))
                        .toList(),
                storyboard.selections().stream()
                        .map(selection -> new Selection(
                                target,
                                selection.cell(),
                                selection.number(),
                                selection
                                        .takeId()
                                        .flatMap(take -> newId.apply(
                                                typeOf(selection.cell().track()), take)),
                                selection.reason(),
                                selection.previous(),
                                selection.chosenAt()))
                        .toList(),
                storyboard.rejected().stream()
                        .flatMap(take -> newId
                                .apply(typeOf(take.track()), take.takeId())
                                .map(id -> new RejectedTake(target, take.track(), id, take.reason(), take.rejectedAt()))
                                .stream())
                        .toList());
    }

    private static EntityType typeOf(MediaKind track) {
        return switch (track) {
            case IMAGE -> EntityType.IMAGE;
            case AUDIO -> EntityType.AUDIO;
            case VIDEO -> EntityType.GENERATION;
        };
    }

    private DatedSettings mapped(DatedSettings dated, BiFunction<EntityType, String, Optional<String>> newId) {
        StoredSettings stored = dated.stored();
        TrackSettings settings = stored.settings();
        return new DatedSettings(
                new StoredSettings(
                        target,
                        stored.sceneId(),
                        stored.track(),
                        stored.language(),
                        new TrackSettings(
                                settings.provider(),
                                settings.endpoint(),
                                settings.model(),
                                settings.voice(),
                                settings.prompt(),
                                settings.parameters(),
                                settings.imageRole(),
                                settings.references().stream()
                                        .flatMap(image -> newId.apply(EntityType.IMAGE, image.value()).stream())
                                        .map(ImageId::new)
                                        .toList())),
                dated.updatedAt());
    }

    /** The rows whose id changes. */
    List<MappedId> changedIds() {
        List<MappedId> changed = new ArrayList<>();
        if (!source.equals(target)) {
            changed.add(new MappedId(EntityType.PROJECT, source.value(), target.value()));
        }
        ids.forEach((type, map) -> map.forEach((from, to) -> {
            if (!from.equals(to)) {
                changed.add(new MappedId(type, from, to));
            }
        }));
        return changed;
    }

    /** Whether each row gets the same id in both plans, and is there in both or in neither. */
    boolean decidesAs(ImportPlan other) {
        return target.equals(other.target)
                && projectPresent == other.projectPresent
                && ids.equals(other.ids)
                && present.equals(other.present);
    }

    /** The number of rows, with the project. */
    int rows() {
        return 1 + ids.values().stream().mapToInt(Map::size).sum();
    }

    /** The number of rows that are there already. */
    int presentRows() {
        return (projectPresent ? 1 : 0)
                + present.values().stream().mapToInt(Set::size).sum();
    }
}
