#include "widgets/scene/scene_figure.h"

#include "core/results/fields/field_figures.h"
#include "core/results/fields/field_values.h"
#include "widgets/figures/figure_text.h"
#include "widgets/figures/painted_scene.h"
#include "widgets/scene/phase_space_view.h"
#include "widgets/scene/scene_text.h"
#include "widgets/style/application_style.h"

#include <QPainter>

#include <functional>
#include <utility>

namespace nie {

namespace {

constexpr double kLetters = 13.0;  ///< height of a view's font, in its own units

/// A view that nobody sees, made when it is first painted; it keeps what it has drawn.
template <class View>
class ViewScene : public PaintedScene {
public:
    explicit ViewScene(std::function<void(View&)> fill) : m_fill(std::move(fill)) {}

    void paint(QPainter& painter, const ScenePlace& place) const override
    {
        const double scale = place.letters / kLetters;
        painter.save();
        painter.translate(place.area.topLeft());
        painter.scale(scale, scale);
        view().paintScene(painter, QRectF(QPointF(0, 0), place.area.size() / scale), place.columns,
                          scale * place.dotsPerUnit);
        painter.restore();
    }

private:
    View& view() const
    {
        if (!m_view) {
            m_view = std::make_unique<View>();
            QPalette paper = lightPalette();
            paper.setColor(QPalette::Base, Qt::white);
            paper.setColor(QPalette::Text, Qt::black);
            m_view->setPalette(paper);
            m_view->setFont(figureFont(kLetters / kUnitsPerPoint));
            m_fill(*m_view);
        }
        return *m_view;
    }

    std::function<void(View&)> m_fill;
    mutable std::unique_ptr<View> m_view;
};

/// Truth and prediction without what stands over their images.
std::vector<PanelSpec> surfaceNumbers(const PredictionSnapshot& sample, FieldLook look,
                                      SurfaceView::Shown shown)
{
    look.kind = sample.space.size() == 1 ? FieldKind::SpaceTime : FieldKind::Compare;
    look.contours = 0;
    look.arrows = false;
    look.probes.clear();
    look.line.reset();
    std::vector<PanelSpec> panels = fieldFigure(sample, look, {}).panels;
    if (shown == SurfaceView::Shown::Both)
        return {panels.at(0), panels.at(1)};
    return {panels.at(shown == SurfaceView::Shown::Truth ? 0 : 1)};
}

PanelSpec phaseNumbers(const PredictionSnapshot& sample, const FieldLook& look,
                       const PhaseChannels& channels)
{
    PanelSpec panel;
    panel.x.label = sample.timeLabel;
    panel.y.label = "value";
    for (const std::int64_t channel : channels) {
        const std::string& name = sample.channels[static_cast<std::size_t>(channel)];
        const auto add = [&](const std::string& label, const std::vector<double>& rows) {
            SeriesSpec series;
            series.label = label + " " + name;
            series.x = sample.times;
            series.y = PredictionSnapshot::column(rows, sample.channelCount(), channel);
            panel.series.push_back(std::move(series));
        };
        add("truth", sample.truth);
        add("prediction", shownPrediction(sample, look));
    }
    return panel;
}

}  // namespace

FigureSpec surfaceFigure(std::shared_ptr<const PredictionSnapshot> sample, const FieldLook& look,
                         SurfaceView::Shown shown, const SceneCamera& camera)
{
    FigureSpec figure;
    figure.title = sampleCaption(*sample, look.time).toStdString();
    figure.panels = surfaceNumbers(*sample, look, shown);
    figure.columns = static_cast<int>(figure.panels.size());
    figure.widthMillimetres = figure.columns == 2 ? 183.0 : 120.0;
    figure.heightMillimetres = figure.columns == 2 ? 85.0 : 95.0;
    figure.scene = std::make_shared<ViewScene<SurfaceView>>([=](SurfaceView& view) {
        view.setShown(shown);
        view.setSample(sample, look);
        view.setCamera(camera);
    });
    return figure;
}

FigureSpec phaseSpaceFigure(std::shared_ptr<const PredictionSnapshot> sample, const FieldLook& look,
                            const PhaseChannels& channels, const SceneCamera& camera)
{
    FigureSpec figure;
    figure.title = sampleCaption(*sample, look.time).toStdString();
    figure.panels = {phaseNumbers(*sample, look, channels)};
    figure.widthMillimetres = 120.0;
    figure.heightMillimetres = 105.0;
    figure.scene = std::make_shared<ViewScene<PhaseSpaceView>>([=](PhaseSpaceView& view) {
        view.setSample(sample, look);
        view.setChannels(channels);
        view.setCamera(camera);
    });
    return figure;
}

}  // namespace nie
