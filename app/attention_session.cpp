#include "app/attention_session.h"

#include "core/base/error.h"

#include <utility>

namespace nie {

namespace {

/// Rows of a merged one that the first view of a large matrix forms.
constexpr std::int64_t kRowsOfFirstView = 1;
constexpr std::int64_t kTokensOfFirstView = 256;
/// Above so many tokens the matrix takes more than a moment.
constexpr std::int64_t kTokensAtOnce = 2048;

/// Whether the numbers followed through a training are of the same thing.
bool isSameCourse(const AttentionTarget& a, const AttentionTarget& b)
{
    return a.folder == b.folder && a.split == b.split && a.sample == b.sample &&
           a.iteration == b.iteration;
}

}  // namespace

AttentionSession::AttentionSession(const AttentionEngine& engine, QObject* parent)
    : QObject(parent),
      m_engine(engine)
{
    for (BackgroundWorker* worker : {&m_opener, &m_numbers, &m_rows, &m_matrix, &m_comparison,
                                     &m_ablation, &m_follower, &m_writer, &m_kernel})
        connect(worker, &BackgroundWorker::failed, this, &AttentionSession::problem);
    connect(&m_opener, &BackgroundWorker::busyChanged, this, &AttentionSession::openingChanged);
    connect(&m_ablation, &BackgroundWorker::busyChanged, this, &AttentionSession::ablatingChanged);
    connect(&m_follower, &BackgroundWorker::busyChanged, this, &AttentionSession::followingChanged);
}

void AttentionSession::open(const AttentionTarget& target)
{
    m_opener.start([this, target](const std::stop_token& stop, const BackgroundWorker::Post&) {
        auto opened = m_engine.open(target, stop);
        return [this, opened] { take(opened); };
    });
}

void AttentionSession::close()
{
    for (BackgroundWorker* worker :
         {&m_opener, &m_numbers, &m_rows, &m_matrix, &m_comparison, &m_ablation, &m_follower})
        worker->stop();
    m_moments.clear();
    m_beside.reset();
    if (std::exchange(m_opened, nullptr))
        Q_EMIT openedChanged();
}

void AttentionSession::take(std::shared_ptr<const OpenedAttention> opened)
{
    for (BackgroundWorker* worker : {&m_numbers, &m_rows, &m_matrix, &m_comparison})
        worker->stop();
    if (m_opened && !isSameCourse(m_opened->target, opened->target)) {
        m_moments.clear();
        m_follower.stop();
    }
    if (m_opened && (m_opened->target.folder != opened->target.folder ||
                     m_opened->run.step != opened->run.step))
        m_ablation.stop();
    m_opened = std::move(opened);
    m_beside.reset();  // a checkpoint of its name may have been written anew
    Q_EMIT openedChanged();
    if (m_opened->maps)
        computeNumbers();
}

void AttentionSession::computeNumbers()
{
    const Maps maps = m_opened->maps;
    const std::int64_t step = m_opened->run.step;
    m_numbers.start(
        [this, maps, step](const std::stop_token& stop, const BackgroundWorker::Post& post) {
            const AttentionOrigin& origin = maps->origin();
            const MergedLook look{.most = kThumbnailTokens,
                                  .rowsEach = origin.tokens.count() > kTokensAtOnce ? 1 : 0};
            for (std::int64_t layer = 0; layer < origin.layers; ++layer)
                for (std::int64_t head = 0; head < origin.heads; ++head) {
                    const AttentionMap map = maps->mergedMap(layer, head, look, stop);
                    post([this, map] { Q_EMIT thumbnailReady(map); });
                }
            const AttentionStatistics statistics = maps->statistics(stop);
            post([this, statistics, step] {
                addMoment(step, statistics);
                Q_EMIT statisticsReady(statistics);
            });
            const AttentionProfiles profiles = maps->profiles(stop);
            post([this, profiles] { Q_EMIT profilesReady(profiles); });
            const HeadSimilarity similarity = maps->similarity(stop);
            return [this, similarity] { Q_EMIT similarityReady(similarity); };
        });
}

void AttentionSession::showRows(const AttentionSelection& selection,
                                const std::vector<std::int64_t>& tokens)
{
    if (!m_opened || !m_opened->maps || tokens.empty())
        return;
    const Maps maps = m_opened->maps;
    m_rows.start([this, maps, selection, tokens](const std::stop_token& stop,
                                                 const BackgroundWorker::Post&) {
        std::vector<AttentionMap> rows;
        for (const auto token : tokens) {
            AttentionSelection one = selection;
            one.token = token;
            forSelectedBlocks(
                *maps, one, [&](const AttentionMap& row) { rows.push_back(row); }, stop);
        }
        return [this, rows] { Q_EMIT rowsReady(rows); };
    });
}

namespace {

/// The whole map of one head for the screen.
AttentionMap screenMatrix(const AttentionMaps& maps, const AttentionSelection& selection,
                          std::int64_t head, const std::stop_token& stop)
{
    if (selection.part != AttentionPart::Tokens)
        return maps.partMap(selection.layer, head, selection.part, stop);
    return maps.mergedMap(
        selection.layer, head,
        MergedLook{.most = AttentionSession::kScreenTokens, .merging = selection.merging}, stop);
}

}  // namespace

void AttentionSession::showMatrix(const AttentionSelection& selection, std::int64_t head)
{
    if (!m_opened || !m_opened->maps)
        return;
    const Maps maps = m_opened->maps;
    m_matrix.start([this, maps, selection, head](const std::stop_token& stop,
                                                 const BackgroundWorker::Post& post) {
        const bool many = maps->origin().tokens.count() > kTokensAtOnce;
        if (many && selection.part == AttentionPart::Tokens) {
            const AttentionMap first = maps->mergedMap(selection.layer, head,
                                                       MergedLook{.most = kTokensOfFirstView,
                                                                  .merging = selection.merging,
                                                                  .rowsEach = kRowsOfFirstView},
                                                       stop);
            post([this, first] { Q_EMIT matrixReady(first); });
        }
        const AttentionMap map = screenMatrix(*maps, selection, head, stop);
        return [this, map] { Q_EMIT matrixReady(map); };
    });
}

void AttentionSession::compare(const AttentionSelection& selection, std::int64_t head,
                               const AttentionTarget& target, std::int64_t otherLayer,
                               std::int64_t otherHead)
{
    if (!m_opened || !m_opened->maps)
        return;
    const auto opened = m_opened;
    AttentionTarget wanted = target;
    wanted.passing = !(target == opened->target);
    auto known = wanted.passing ? m_beside : opened;
    if (known && !(known->target == wanted))
        known.reset();
    m_comparison.start([this, opened, known, selection, head, wanted, otherLayer,
                        otherHead](const std::stop_token& stop, const BackgroundWorker::Post&) {
        const auto other = known ? known : m_engine.open(wanted, stop);
        AttentionSelection others = selection;
        others.layer = otherLayer;
        if (!other->maps)
            throw InputError("comparison", other->absence);
        other->maps->requireHead(otherLayer, otherHead);
        const bool ofRuns = wanted.folder != opened->target.folder;
        const auto nameOf = [ofRuns](const OpenedAttention& of, std::int64_t layer,
                                     std::int64_t number) {
            return (ofRuns ? of.run.run + ", " : std::string()) +
                   attentionSideName(of, layer, number);
        };
        const AttentionSide one{nameOf(*opened, selection.layer, head), opened->maps->origin(),
                                screenMatrix(*opened->maps, selection, head, stop)};
        const AttentionSide two{nameOf(*other, otherLayer, otherHead), other->maps->origin(),
                                screenMatrix(*other->maps, others, otherHead, stop)};
        return [this, other, one, two] {
            if (other->target.passing)
                m_beside = other;
            Q_EMIT comparisonReady(one, two);
        };
    });
}

std::string attentionSideName(const OpenedAttention& opened, std::int64_t layer, std::int64_t head)
{
    const AttentionOrigin& origin = opened.maps->origin();
    const std::string when = origin.iteration == origin.iterations
                                 ? "solution"
                                 : "iterate " + std::to_string(origin.iteration);
    return "layer " + std::to_string(layer) + ", head " + std::to_string(head) + ", " + when +
           ", " + opened.run.checkpoint;
}

}  // namespace nie
