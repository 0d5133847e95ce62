#include "core/results/movie_film.h"

#include "core/base/error.h"
#include "core/results/fields/field_figures.h"
#include "core/results/fields/field_panels.h"
#include "core/results/fields/field_words.h"
#include "core/results/run_view.h"
#include "core/results/steady_ranges.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace nie {

namespace {

void setEntry(Provenance& provenance, const std::string& key, const std::string& value)
{
    const auto found = std::find_if(provenance.begin(), provenance.end(),
                                    [&key](const auto& entry) { return entry.first == key; });
    if (found == provenance.end())
        provenance.emplace_back(key, value);
    else
        found->second = value;
}

/// The provenance with the view that one frame shows, where there is a view: an exported frame can
/// then be opened again as it is.
Provenance ofFrame(Provenance provenance, const FieldLook& look, const std::string& checkpoint = {})
{
    for (auto& [key, value] : provenance) {
        if (key != "view")
            continue;
        RunView view = runViewFromJson(Json::parse(value), key);
        view.name = runViewName(look.kind);
        view.look = look;
        if (!checkpoint.empty())
            view.checkpoint = checkpoint;
        value = runViewToJson(view).dump();
    }
    return provenance;
}

/// The provenance without what differs from frame to frame.
Provenance ofAllFrames(Provenance provenance)
{
    std::erase_if(provenance, [](const auto& entry) { return entry.first == "view"; });
    return provenance;
}

}  // namespace

TimeFilm::TimeFilm(std::shared_ptr<const PredictionSnapshot> sample, const MoviePlan& plan,
                   Provenance provenance)
    : m_sample(std::move(sample)),
      m_look(fittedTo(*m_sample, plan.look)),
      m_times(movieFrames(plan, m_sample->timeCount())),
      m_ranges(fieldRanges(*m_sample, m_look)),
      m_provenance(std::move(provenance))
{}

std::int64_t TimeFilm::frameCount() const
{
    return static_cast<std::int64_t>(m_times.size());
}

FigureSpec TimeFilm::frame(std::int64_t index) const
{
    FieldLook look = m_look;
    look.time = m_times.at(static_cast<std::size_t>(index));
    const FieldRanges ranges =
        look.range == FieldRange::Frame ? fieldRanges(*m_sample, look) : m_ranges;
    FigureSpec figure = fieldFigure(*m_sample, look, ranges, ofFrame(m_provenance, look));
    if (drawsOneTime(look.kind))
        return figure;
    figure.title += " at " + timeText(*m_sample, static_cast<std::size_t>(look.time));
    for (PanelSpec& panel : figure.panels)
        markTime(panel, {*m_sample, look, ranges});
    return figure;
}

Provenance TimeFilm::provenance() const
{
    return ofAllFrames(m_provenance);
}

CheckpointFilm::CheckpointFilm(const std::vector<CheckpointEntry>& checkpoints,
                               CheckpointPrediction predict, const MoviePlan& plan,
                               Provenance provenance)
    : m_predict(std::move(predict)),
      m_look(plan.look),
      m_provenance(std::move(provenance))
{
    for (const std::int64_t index :
         movieFrames(plan, static_cast<std::int64_t>(checkpoints.size())))
        m_checkpoints.push_back(checkpoints[static_cast<std::size_t>(index)]);
}

void CheckpointFilm::prepare(const MovieReport& report, const std::stop_token& stop)
{
    m_figures.clear();
    SteadyRanges ranges;
    const std::int64_t total = frameCount();
    for (const CheckpointEntry& checkpoint : m_checkpoints) {
        if (stop.stop_requested())
            throw Interrupted();
        report(
            {MovieProgress::Phase::Predicting, static_cast<std::int64_t>(m_figures.size()), total});
        m_figures.push_back(figureOf(checkpoint, stop));
        ranges.include(m_figures.back());
    }
    if (m_look.range != FieldRange::Frame)
        for (FigureSpec& figure : m_figures)
            ranges.applyTo(figure);
    report({MovieProgress::Phase::Predicting, total, total});
}

FigureSpec CheckpointFilm::figureOf(const CheckpointEntry& checkpoint,
                                    const std::stop_token& stop) const
{
    Provenance provenance = ofFrame(m_provenance, m_look, checkpoint.name);
    setEntry(provenance, "checkpoint", checkpoint.name);
    setEntry(provenance, "step", std::to_string(checkpoint.step));
    FigureSpec figure = fieldFigure(*m_predict(checkpoint, stop), m_look, provenance);
    const std::string step = fmt::format("step {}", checkpoint.step);
    figure.title = figure.title.empty() ? step : figure.title + ", " + step;
    return figure;
}

std::int64_t CheckpointFilm::frameCount() const
{
    return static_cast<std::int64_t>(m_checkpoints.size());
}

FigureSpec CheckpointFilm::frame(std::int64_t index) const
{
    return m_figures.at(static_cast<std::size_t>(index));
}

Provenance CheckpointFilm::provenance() const
{
    Provenance provenance = ofAllFrames(m_provenance);
    std::erase_if(provenance, [](const auto& entry) { return entry.first == "checkpoint"; });
    setEntry(provenance, "step",
             fmt::format("{} to {}", m_checkpoints.front().step, m_checkpoints.back().step));
    return provenance;
}

std::vector<CheckpointEntry> filmCheckpoints(const std::filesystem::path& checkpoints)
{
    std::vector<CheckpointEntry> entries = listCheckpoints(checkpoints);
    const auto sameStep = [](const CheckpointEntry& one, const CheckpointEntry& other) {
        return one.step == other.step;
    };
    entries.erase(std::unique(entries.begin(), entries.end(), sameStep), entries.end());
    return entries;
}

}  // namespace nie
