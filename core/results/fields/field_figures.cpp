#include "core/results/fields/field_figures.h"

#include "core/results/fields/field_panels.h"
#include "core/results/fields/field_scores.h"
#include "core/results/fields/field_words.h"

#include <fmt/format.h>

#include <cmath>

namespace nie {

namespace {

/// Which sample, and how it is at the time where one is shown.
std::string fieldTitle(const FieldDrawing& drawing)
{
    const PredictionSnapshot& sample = drawing.sample;
    const FieldLook& look = drawing.look;
    std::string title = sampleText(sample);
    if (look.kind != FieldKind::Compare && look.kind != FieldKind::Profile &&
        look.kind != FieldKind::Phase)
        return title;
    title += " at " + timeText(sample, static_cast<std::size_t>(look.time));
    const bool given = look.time < sample.givenPoints;
    if (given && look.shaded)
        return title + ", given";
    if (look.kind != FieldKind::Compare)
        return title;
    const FrameScore score = frameScore(sample, look, static_cast<std::size_t>(look.time));
    return std::isnan(score.r2) ? title : title + fmt::format(", r² = {:.3f}", score.r2);
}

void addPanelsOfKind(FigureSpec& figure, const FieldDrawing& drawing)
{
    const std::size_t axes = drawing.sample.space.size();
    switch (drawing.look.kind) {
    case FieldKind::Compare:
        if (axes == 2)
            addPlaneImages(figure, drawing);
        else if (axes == 1)
            addSpaceTimeImages(figure, drawing);
        else
            addChannelOverTime(figure, drawing);
        break;
    case FieldKind::SpaceTime:
        addSpaceTimeImages(figure, drawing);
        break;
    case FieldKind::Profile:
        addProfile(figure, drawing);
        break;
    case FieldKind::Curves:
        addCurvesOverTime(figure, drawing);
        break;
    case FieldKind::Phase:
        addPhasePlane(figure, drawing);
        break;
    case FieldKind::Error:
        addScoresOverTime(figure, drawing);
        break;
    }
}

}  // namespace

FigureSpec fieldFigure(const PredictionSnapshot& sample, const FieldLook& look,
                       const Provenance& provenance)
{
    requireWholeSample(sample);
    if (sample.times.empty() || sample.channels.empty())
        return {};
    return fieldFigure(sample, look, fieldRanges(sample, look), provenance);
}

FigureSpec fieldFigure(const PredictionSnapshot& sample, const FieldLook& asked,
                       const FieldRanges& ranges, const Provenance& provenance)
{
    requireWholeSample(sample);
    FigureSpec figure;
    if (sample.times.empty() || sample.channels.empty())
        return figure;
    const FieldLook look = fittedTo(sample, asked);
    if (showsChannelsAsImage(sample, look)) {
        FieldLook inside = look;
        inside.channel = 0;
        return fieldFigure(channelsAsSpace(sample), inside, ranges, provenance);
    }
    const FieldDrawing drawing{sample, look, ranges};
    figure.title = fieldTitle(drawing);
    figure.provenance = provenance;
    addPanelsOfKind(figure, drawing);
    return figure;
}

}  // namespace nie
