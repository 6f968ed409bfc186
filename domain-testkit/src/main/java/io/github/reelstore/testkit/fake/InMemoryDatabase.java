package io.github.reelstore.testkit.fake;

import io.github.reelstore.domain.media.BlobKey;
import io.github.reelstore.domain.model.AudioGeneration;
import io.github.reelstore.domain.model.AudioId;
import io.github.reelstore.domain.model.GenerationAudioTrack;
import io.github.reelstore.domain.model.GenerationId;
import io.github.reelstore.domain.model.GenerationInput;
import io.github.reelstore.domain.model.Id;
import io.github.reelstore.domain.model.ImageGeneration;
import io.github.reelstore.domain.model.ImageId;
import io.github.reelstore.domain.model.ProfileId;
import io.github.reelstore.domain.model.ProjectId;
import io.github.reelstore.domain.model.StoreId;
import io.github.reelstore.domain.model.VideoGeneration;
import io.github.reelstore.domain.model.VideoProject;
import io.github.reelstore.domain.port.rows.IdempotentRequest;
import io.github.reelstore.domain.port.rows.RowMark;
import io.github.reelstore.domain.port.rows.StoreIdentity;
import io.github.reelstore.domain.port.rows.StoredBlob;
import io.github.reelstore.domain.port.rows.Tombstone;
import io.github.reelstore.domain.port.rows.WriteTrial;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of {@link InMemoryTransactions} for all profiles, and the rules between them. */
final class InMemoryDatabase {

    private final InMemoryTable<ProjectId, VideoProject> projects;
    private final InMemoryTable<GenerationId, VideoGeneration> generations;
    private final InMemoryTable<ImageId, ImageGeneration> images;
    private final InMemoryTable<AudioId, AudioGeneration> audio;
    private final Set<GenerationInput> inputs;
    private final Set<GenerationAudioTrack> tracks;
    private final Map<BlobKey, OwnedTombstone> tombstones;

    private final Map<OwnedMark, Instant> marks;
    private final Map<OwnedServer, WriteTrial> writeTrials;
    private final Map<OwnedKey, IdempotentRequest> requests;
    private final InMemoryLedger ledger;
    private final InMemoryStoryboard storyboard;
    private StoreIdentity identity;

    /** A mark and the profile of its row. */
    record OwnedMark(ProfileId profile, RowMark mark) {}

    /** A server and the profile that tried it. */
    record OwnedServer(ProfileId profile, String server) {}

    /** An idempotency key and the profile that uses it. */
    record OwnedKey(ProfileId profile, String key) {}

    private record OwnedTombstone(ProfileId profile, Tombstone tombstone) {}

    InMemoryDatabase() {
        projects = InMemoryTable.of(RowType.PROJECT);
        generations = InMemoryTable.of(RowType.GENERATION);
        images = InMemoryTable.of(RowType.IMAGE);
        audio = InMemoryTable.of(RowType.AUDIO);
        inputs = new HashSet<>();
        tracks = new HashSet<>();
        tombstones = new HashMap<>();
        marks = new HashMap<>();
        writeTrials = new HashMap<>();
        requests = new HashMap<>();
        ledger = new InMemoryLedger();
        storyboard = new InMemoryStoryboard();
        identity = new StoreIdentity(StoreId.random(), Optional.empty());
    }

    private InMemoryDatabase(InMemoryDatabase other) {
        projects = other.projects.copy();
        generations = other.generations.copy();
        images = other.images.copy();
        audio = other.audio.copy();
        inputs = new HashSet<>(other.inputs);
        tracks = new HashSet<>(other.tracks);
        tombstones = new HashMap<>(other.tombstones);
        marks = new HashMap<>(other.marks);
        writeTrials = new HashMap<>(other.writeTrials);
        requests = new HashMap<>(other.requests);
        ledger = other.ledger.copy();
        storyboard = other.storyboard.copy();
        identity = other.identity;
    }

    InMemoryDatabase copy() {
        return new InMemoryDatabase(this);
    }

    InMemoryTable<ProjectId, VideoProject> projects() {
        return projects;
    }

    InMemoryTable<GenerationId, VideoGeneration> generations() {
        return generations;
    }

    InMemoryTable<ImageId, ImageGeneration> images() {
        return images;
    }

    InMemoryTable<AudioId, AudioGeneration> audio() {
        return audio;
    }

    Set<GenerationInput> inputs() {
        return inputs;
    }

    Set<GenerationAudioTrack> tracks() {
        return tracks;
    }

    Map<OwnedServer, WriteTrial> writeTrials() {
        return writeTrials;
    }

    Map<OwnedKey, IdempotentRequest> requests() {
        return requests;
    }

    InMemoryLedger ledger() {
        return ledger;
    }

    InMemoryStoryboard storyboard() {
        return storyboard;
    }

    private List<InMemoryTable<?, ?>> tables() {
        return List.of(projects, generations, images, audio);
    }

    int rowCount() {
        return tables().stream().mapToInt(InMemoryTable::size).sum();
    }

    boolean exists(ProfileId profile, Id id) {
        return tables().stream().anyMatch(table -> table.find(profile, id).isPresent());
    }

    long rows(ProfileId profile) {
        return tables().stream().mapToLong(table -> table.all(profile).count()).sum();
    }

    /** The files that a profile's rows refer to; a file occurs once for each reference. */
    Stream<StoredBlob> filesOf(ProfileId profile) {
        return tables().stream().flatMap(table -> filesOf(profile, table));
    }

    static <R> Stream<StoredBlob> filesOf(ProfileId profile, InMemoryTable<?, R> table) {
        return table.all(profile).flatMap(table.type().files());
    }

    Set<BlobKey> keysOf(ProfileId profile) {
        return filesOf(profile).map(StoredBlob::key).collect(Collectors.toCollection(HashSet::new));
    }

    boolean isOfAnotherProfile(ProfileId profile, BlobKey key) {
        OwnedTombstone owned = tombstones.get(key);
        return (owned != null && !owned.profile().equals(profile))
                || tables().stream().anyMatch(table -> isOfAnotherProfile(profile, key, table));
    }

    private static <R> boolean isOfAnotherProfile(ProfileId profile, BlobKey key, InMemoryTable<?, R> table) {
        return table.all()
                .filter(row -> !table.type().profile().apply(row).equals(profile))
                .flatMap(table.type().files())
                .anyMatch(file -> file.key().equals(key));
    }

    /** The ids of the images and audio that the generations refer to, in their rows, as inputs or as tracks. */
    Set<Id> usedBy(Collection<GenerationId> ids) {
        Stream<? extends Id> onRows = generations
                .all()
                .filter(row -> ids.contains(row.id()))
                .flatMap(row -> Stream.concat(row.imageGenerationId().stream(), row.audioGenerationId().stream()));
        Stream<ImageId> asInputs = inputs.stream()
                .filter(input -> ids.contains(input.generationId()))
                .map(GenerationInput::imageGenerationId);
        Stream<AudioId> asTracks = tracks.stream()
                .filter(track -> ids.contains(track.generationId()))
                .map(GenerationAudioTrack::audioGenerationId);
        return Stream.of(onRows, asInputs, asTracks).flatMap(used -> used).collect(Collectors.toSet());
    }

    /** Whether any generation refers to an image or audio row. */
    boolean isUsed(Id id) {
        return usedBy(generations.all().map(VideoGeneration::id).toList()).contains(id);
    }

    void removeGeneration(GenerationId id) {
        inputs.removeIf(input -> input.generationId().equals(id));
        tracks.removeIf(track -> track.generationId().equals(id));
        generations.remove(id);
    }

    void insertTombstone(ProfileId profile, BlobKey key, Instant now) {
        tombstones.put(key, new OwnedTombstone(profile, new Tombstone(key, now)));
    }

    void deleteTombstones(Set<BlobKey> keys) {
        tombstones.keySet().removeAll(keys);
    }

    boolean hasTombstone(BlobKey key) {
        return tombstones.containsKey(key);
    }

    /** Whether a row of any profile refers to the file. */
    boolean isReferenced(BlobKey key) {
        return tables().stream().anyMatch(table -> isReferenced(key, table));
    }

    private static <R> boolean isReferenced(BlobKey key, InMemoryTable<?, R> table) {
        return table.all()
                .flatMap(table.type().files())
                .anyMatch(file -> file.key().equals(key));
    }

    /** When the newest row of any profile was created; rows created after {@code now} are ignored. */
    Optional<Instant> newestRow(Instant now) {
        return Stream.of(
                        projects.all().map(VideoProject::createdAt),
                        generations.all().map(VideoGeneration::createdAt),
                        images.all().map(ImageGeneration::createdAt),
                        audio.all().map(AudioGeneration::createdAt))
                .flatMap(instants -> instants)
                .filter(instant -> !instant.isAfter(now))
                .max(Comparator.naturalOrder());
    }

    Map<OwnedMark, Instant> marks() {
        return marks;
    }

    Optional<StoreIdentity> identity() {
        return Optional.of(identity);
    }

    void identify(StoreIdentity known) {
        identity = known;
    }

    Stream<Tombstone> tombstonesOf(ProfileId profile) {
        return tombstones.values().stream()
                .filter(owned -> owned.profile().equals(profile))
                .map(OwnedTombstone::tombstone);
    }
}
