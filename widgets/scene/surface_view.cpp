#include "widgets/scene/surface_view.h"

#include "core/results/fields/field_ranges.h"
#include "widgets/scene/scene_canvas.h"
#include "widgets/scene/scene_controls.h"
#include "widgets/scene/scene_figure.h"
#include "widgets/scene/scene_text.h"
#include "widgets/scene/surface_actors.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr std::array<FieldPart, 2> kParts{FieldPart::Truth, FieldPart::Prediction};

/// Half lengths of the box: over time and space, or in the plane in proportion to its axes.
SceneVector surfaceExtent(const PredictionSnapshot& sample)
{
    if (sample.space.size() == 1)
        return {1.0, 0.75, 0.6};
    const auto length = [](const SpaceAxis& axis) {
        return axis.coordinates.back() - axis.coordinates.front();
    };
    const double x = length(sample.space[0]), y = length(sample.space[1]);
    const double longer = std::max(x, y);
    return {std::max(0.9 * x / longer, 0.25), std::max(0.9 * y / longer, 0.25), 0.5};
}

std::vector<RgbColour> coloursOf(const FieldLook& look)
{
    std::vector<RgbColour> colours = colourMap(look.colourMap);
    if (look.reversed)
        std::reverse(colours.begin(), colours.end());
    return colours;
}

}  // namespace

class SurfaceView::Private {
public:
    explicit Private(SurfaceView* owner) : q(owner) {}

    void build();
    void rebuild();
    void updateTime();
    void updateLegend();
    void updateVisibility();
    SceneBox box(const ValueRange& range) const;
    SceneColourBar colourBar(const ValueRange& range) const;
    QString titleOf(std::size_t part) const;
    bool isOverTime() const { return sample->space.size() == 1; }
    /// The index of a canvas on show.
    std::vector<std::size_t> parts() const;

    SurfaceView* q;
    QLabel* caption = nullptr;
    QLabel* message = nullptr;
    QComboBox* shownBox = nullptr;
    SceneControls* controls = nullptr;
    QWidget* pictures = nullptr;
    std::array<SceneCanvas*, 2> canvases{};
    std::array<std::unique_ptr<SurfaceActors>, 2> surfaces;

    std::shared_ptr<const PredictionSnapshot> sample;  ///< null: none, or none with a surface
    FieldLook look;
    FieldRanges ranges;
};

SurfaceView::SurfaceView(QWidget* parent) : QWidget(parent), m_d(std::make_unique<Private>(this))
{
    setObjectName("surface");
    setAccessibleName(tr("Field as a surface"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_d->build();
    setSample(nullptr, {});
}

SurfaceView::~SurfaceView() = default;

void SurfaceView::Private::build()
{
    caption = new QLabel;
    caption->setContentsMargins(8, 4, 8, 0);
    caption->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    caption->setObjectName("surface.caption");
    shownBox = new QComboBox;
    shownBox->setObjectName("surface.shown");
    shownBox->setAccessibleName(tr("Which surface is shown"));
    shownBox->addItems({tr("Truth and prediction"), tr("Truth"), tr("Prediction")});
    controls = new SceneControls(QStringLiteral("surface"), {shownBox});
    controls->setContentsMargins(8, 0, 8, 4);
    message = new QLabel;
    message->setObjectName("surface.message");
    message->setAlignment(Qt::AlignCenter);
    message->setWordWrap(true);
    message->setMargin(16);
    pictures = new QWidget;
    auto* row = new QHBoxLayout(pictures);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1);
    for (std::size_t i = 0; i < canvases.size(); ++i) {
        canvases[i] = new SceneCanvas;
        canvases[i]->setObjectName(i == 0 ? "surface.truth" : "surface.prediction");
        canvases[i]->setAccessibleName(i == 0 ? tr("Surface of the truth")
                                              : tr("Surface of the prediction"));
        surfaces[i] = std::make_unique<SurfaceActors>(*canvases[i]->renderer());
        row->addWidget(canvases[i], 1);
        QObject::connect(controls, &SceneControls::presetChosen, canvases[i],
                         &SceneCanvas::showPreset);
        QObject::connect(controls, &SceneControls::resetChosen, canvases[i],
                         &SceneCanvas::resetCamera);
    }
    QObject::connect(canvases[0], &SceneCanvas::cameraChanged, canvases[1],
                     &SceneCanvas::setCamera);
    QObject::connect(canvases[1], &SceneCanvas::cameraChanged, canvases[0],
                     &SceneCanvas::setCamera);
    QObject::connect(shownBox, &QComboBox::currentIndexChanged, q, [this] { updateVisibility(); });
    auto* column = new QVBoxLayout(q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(caption);
    column->addWidget(controls);
    column->addWidget(pictures, 1);
    column->addWidget(message, 1);
}

void SurfaceView::setSample(std::shared_ptr<const PredictionSnapshot> sample, const FieldLook& look)
{
    if (!sample || !hasSurface(*sample)) {
        m_d->message->setText(sample
                                  ? tr("This sample is no field over space, so it has no surface.")
                                  : tr("Surfaces of truth and prediction appear here with the "
                                       "first snapshot of a training."));
        m_d->sample = nullptr;
        m_d->updateVisibility();
        return;
    }
    if (sample != m_d->sample)
        requireWholeSample(*sample);
    FieldLook fitted = fittedTo(*sample, look);
    fitted.kind = sample->space.size() == 1 ? FieldKind::SpaceTime : FieldKind::Compare;
    FieldLook before = m_d->look;
    before.time = fitted.time;
    const bool onlyTime = sample == m_d->sample && before == fitted;
    const bool same = onlyTime && m_d->look.time == fitted.time;
    m_d->sample = std::move(sample);
    m_d->look = fitted;
    if (!onlyTime || (!same && !m_d->isOverTime()))
        m_d->rebuild();
    if (!same)
        m_d->updateTime();
    m_d->updateVisibility();
}

SceneBox SurfaceView::Private::box(const ValueRange& range) const
{
    SceneBox result;
    result.extent = surfaceExtent(*sample);
    const auto axisOf = [](const std::string& label, const std::vector<double>& points) {
        return SceneAxis{QString::fromStdString(label), points.front(), points.back()};
    };
    if (isOverTime()) {
        result.axes[0] = axisOf(sample->timeLabel, sample->times);
        result.axes[1] = axisOf(sample->space[0].label, sample->space[0].coordinates);
    } else {
        for (std::size_t i = 0; i < 2; ++i)
            result.axes[i] = axisOf(sample->space[i].label, sample->space[i].coordinates);
    }
    const auto channel = static_cast<std::size_t>(look.channel);
    result.axes[2] = {QString::fromStdString(sample->channels[channel]), range.from, range.to};
    const std::int64_t given = sample->givenPoints;
    if (isOverTime() && look.shaded && given > 1 && given <= sample->timeCount())
        result.bands.push_back({0, sample->times.front(),
                                sample->times[static_cast<std::size_t>(given - 1)], tr("given")});
    return result;
}

SceneColourBar SurfaceView::Private::colourBar(const ValueRange& range) const
{
    const auto channel = static_cast<std::size_t>(look.channel);
    return {coloursOf(look),
            range.from,
            range.to,
            range.clipsBelow,
            range.clipsAbove,
            QStringLiteral("%1, %2").arg(QString::fromStdString(sample->channels[channel]),
                                         QString::fromStdString(ranges.words))};
}

void SurfaceView::Private::rebuild()
{
    ranges = fieldRanges(*sample, look);
    for (std::size_t i = 0; i < canvases.size(); ++i) {
        const ValueRange& range = i == 0 ? ranges.truth : ranges.prediction;
        const SceneBox here = box(range);
        surfaces[i]->setSurface(thinned(surfaceGrid(*sample, look, kParts[i]), kMostPoints), here);
        surfaces[i]->setColours(coloursOf(look));
        canvases[i]->setBox(here);
        canvases[i]->setColourBar(colourBar(range));
        canvases[i]->setTitle(titleOf(i));
        canvases[i]->sceneChanged();
    }
}

QString SurfaceView::Private::titleOf(std::size_t part) const
{
    if (part == 0)
        return tr("Truth");
    return look.iterate < 0
               ? tr("Prediction")
               : tr("Solver iterate %1 of %2").arg(look.iterate).arg(sample->iterates.size() - 1);
}

void SurfaceView::Private::updateTime()
{
    const double time = sample->times[static_cast<std::size_t>(look.time)];
    const double marked = isOverTime() ? time : std::numeric_limits<double>::quiet_NaN();
    for (std::size_t i = 0; i < canvases.size(); ++i) {
        surfaces[i]->setLine(marked, q->palette().color(QPalette::Text));
        canvases[i]->sceneChanged();
    }
    caption->setText(sampleCaption(*sample, look.time));
    updateLegend();
}

void SurfaceView::Private::updateLegend()
{
    const SceneInk ink = sceneInk(q->palette(), q->font());
    for (SceneCanvas* canvas : canvases) {
        std::vector<SceneKey> keys;
        const SceneBox& shown = canvas->box();
        for (const SceneBand& band : shown.bands)
            keys.push_back({band.label, ink.band, SceneKey::Mark::BroadLine});
        if (isOverTime())
            keys.push_back({timeText(*sample, look.time), ink.text, SceneKey::Mark::Line});
        canvas->setLegend(keys);
    }
}

std::vector<std::size_t> SurfaceView::Private::parts() const
{
    if (q->shown() == Shown::Both)
        return {0, 1};
    return {q->shown() == Shown::Truth ? 0U : 1U};
}

void SurfaceView::Private::updateVisibility()
{
    const bool any = sample != nullptr;
    message->setVisible(!any);
    pictures->setVisible(any);
    caption->setVisible(any);
    controls->setVisible(any);
    canvases[0]->setVisible(q->shown() != Shown::Prediction);
    canvases[1]->setVisible(q->shown() != Shown::Truth);
}

SurfaceView::Shown SurfaceView::shown() const
{
    return static_cast<Shown>(m_d->shownBox->currentIndex());
}

void SurfaceView::setShown(Shown shown)
{
    m_d->shownBox->setCurrentIndex(static_cast<int>(shown));
}

const SceneCamera& SurfaceView::camera() const
{
    return m_d->canvases[0]->camera();
}

void SurfaceView::setCamera(const SceneCamera& camera)
{
    m_d->canvases[0]->setCamera(camera);
}

bool SurfaceView::hasPicture() const
{
    return m_d->sample && m_d->canvases[0]->canDraw();
}

QImage SurfaceView::grabScene(QSize pixels, double pixelRatio) const
{
    if (!hasPicture() || pixels.isEmpty())
        return {};
    QImage image(pixels, QImage::Format_RGB32);
    image.fill(palette().color(QPalette::Base));
    QPainter painter(&image);
    painter.scale(pixelRatio, pixelRatio);
    paintScene(painter, QRectF(QPointF(0, 0), QSizeF(pixels) / pixelRatio), 2, pixelRatio);
    painter.end();
    return image;
}

void SurfaceView::paintScene(QPainter& painter, const QRectF& area, int columns,
                             double pixelRatio) const
{
    const std::vector<std::size_t> parts = m_d->parts();
    const std::size_t across = std::min(parts.size(), static_cast<std::size_t>(columns));
    const std::size_t down = (parts.size() + across - 1) / across;
    const double width = std::floor(area.width() / static_cast<double>(across));
    const double height = std::floor(area.height() / static_cast<double>(down));
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const QPointF corner(static_cast<double>(i % across) * width,
                             static_cast<double>(i / across) * height);
        m_d->canvases[parts[i]]->paintScene(
            painter, QRectF(area.topLeft() + corner, QSizeF(width, height)), pixelRatio);
    }
}

FigureSpec SurfaceView::figure() const
{
    return hasPicture() ? surfaceFigure(m_d->sample, m_d->look, shown(), camera()) : FigureSpec();
}

void SurfaceView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    const bool restyles =
        event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange;
    if (restyles && m_d->sample)
        m_d->updateTime();
}

}  // namespace nie
