#include "widgets/scene/phase_space_view.h"

#include "core/results/fields/field_values.h"
#include "widgets/scene/scene_ball.h"
#include "widgets/scene/scene_canvas.h"
#include "widgets/scene/scene_controls.h"
#include "widgets/scene/scene_figure.h"
#include "widgets/scene/scene_text.h"
#include "widgets/scene/scene_tube.h"
#include "widgets/style/application_style.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace nie {

namespace {

constexpr double kTruthRadius = 0.011;  ///< scene units
constexpr double kPredictionRadius = 0.004;
constexpr double kPointRadius = 0.026;
constexpr double kStartRadius = 0.022;
/// Towards the eye: a prediction inside the truth's tube, and points on it, are to be seen.
constexpr double kPredictionLift = 2 * kTruthRadius;
constexpr double kPointLift = 3 * kTruthRadius;

bool hasPhaseSpace(const PredictionSnapshot& sample)
{
    return sample.space.empty() && sample.channelCount() >= 3 && !sample.times.empty();
}

struct PhaseColours {
    QColor truth, truthPoint, prediction, start;
};

PhaseColours phaseColours(const QPalette& palette)
{
    const bool dark = isDark(palette);
    const QColor blue = seriesColour(0, dark), base = palette.color(QPalette::Base);
    const auto mixed = [](int a, int b) { return (2 * a + 3 * b) / 5; };
    const QColor pale(mixed(blue.red(), base.red()), mixed(blue.green(), base.green()),
                      mixed(blue.blue(), base.blue()));
    return {pale, blue, seriesColour(6, dark), seriesColour(2, dark)};
}

}  // namespace

class PhaseSpaceView::Private {
public:
    explicit Private(PhaseSpaceView* owner) : q(owner) {}

    void build();
    QWidget* buildBoxes();
    void rebuild(bool keepsBox);
    void updateTime();
    void restyle();
    void lift();
    void updateVisibility();
    void showChannels();

    PhaseSpaceView* q;
    QLabel* caption = nullptr;
    QLabel* message = nullptr;
    SceneControls* controls = nullptr;
    std::array<QComboBox*, 3> boxes{};
    SceneCanvas* canvas = nullptr;
    std::unique_ptr<SceneTube> truth, prediction;
    std::unique_ptr<SceneBall> start, truthPoint, predictionPoint;

    std::shared_ptr<const PredictionSnapshot> sample;  ///< null: none, or none with three channels
    FieldLook look;
    PhaseChannels channels{0, 1, 2};
    std::vector<SceneVector> truthPath, predictionPath;  ///< [time]
};

PhaseSpaceView::PhaseSpaceView(QWidget* parent)
    : QWidget(parent),
      m_d(std::make_unique<Private>(this))
{
    setObjectName("phaseSpace");
    setAccessibleName(tr("Trajectories in phase space"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_d->build();
    setSample(nullptr, {});
}

PhaseSpaceView::~PhaseSpaceView() = default;

void PhaseSpaceView::Private::build()
{
    caption = new QLabel;
    caption->setContentsMargins(8, 4, 8, 0);
    caption->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    caption->setObjectName("phaseSpace.caption");
    message = new QLabel;
    message->setObjectName("phaseSpace.message");
    message->setAlignment(Qt::AlignCenter);
    message->setWordWrap(true);
    message->setMargin(16);
    controls = new SceneControls(QStringLiteral("phaseSpace"), {buildBoxes()});
    controls->setContentsMargins(8, 0, 8, 4);
    canvas = new SceneCanvas;
    canvas->setObjectName("phaseSpace.canvas");
    canvas->setAccessibleName(q->accessibleName());
    vtkRenderer& renderer = *canvas->renderer();
    truth = std::make_unique<SceneTube>(renderer);
    prediction = std::make_unique<SceneTube>(renderer);
    start = std::make_unique<SceneBall>(renderer);
    truthPoint = std::make_unique<SceneBall>(renderer);
    predictionPoint = std::make_unique<SceneBall>(renderer);
    QObject::connect(controls, &SceneControls::presetChosen, canvas, &SceneCanvas::showPreset);
    QObject::connect(controls, &SceneControls::resetChosen, canvas, &SceneCanvas::resetCamera);
    QObject::connect(canvas, &SceneCanvas::cameraChanged, q, [this] { lift(); });
    lift();
    auto* column = new QVBoxLayout(q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(caption);
    column->addWidget(controls);
    column->addWidget(canvas, 1);
    column->addWidget(message, 1);
}

QWidget* PhaseSpaceView::Private::buildBoxes()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    const std::array<QString, 3> names{tr("Channel along x"), tr("Channel along y"),
                                       tr("Channel upwards")};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        boxes[axis] = new QComboBox;
        boxes[axis]->setObjectName(QStringLiteral("phaseSpace.channel%1").arg(axis));
        boxes[axis]->setAccessibleName(names[axis]);
        boxes[axis]->setToolTip(names[axis]);
        layout->addWidget(boxes[axis]);
        QObject::connect(boxes[axis], &QComboBox::activated, q, [this, axis](int index) {
            PhaseChannels next = channels;
            next[axis] = index;
            q->setChannels(next);
        });
    }
    return row;
}

void PhaseSpaceView::setSample(std::shared_ptr<const PredictionSnapshot> sample,
                               const FieldLook& look)
{
    if (!sample || !hasPhaseSpace(*sample)) {
        m_d->message->setText(
            sample ? tr("Trajectories in space need curves of three channels or more.")
                   : tr("Trajectories of truth and prediction appear here with the "
                        "first snapshot of a training."));
        m_d->sample = nullptr;
        m_d->updateVisibility();
        return;
    }
    const auto before = m_d->sample;
    if (sample != before)
        requireWholeSample(*sample);
    const FieldLook fitted = fittedTo(*sample, look);
    const bool sameSample = before && before->sample == sample->sample &&
                            before->split == sample->split && before->channels == sample->channels;
    const bool onlyTime = sample == before && m_d->look.iterate == fitted.iterate;
    const std::int64_t count = sample->channelCount();
    const auto isThere = [count](std::int64_t channel) { return channel < count; };
    m_d->sample = std::move(sample);
    m_d->look = fitted;
    if (!std::all_of(m_d->channels.begin(), m_d->channels.end(), isThere))
        m_d->channels = {0, 1, 2};
    if (!sameSample)
        m_d->showChannels();
    if (!onlyTime)
        m_d->rebuild(sameSample);
    m_d->updateTime();
    m_d->updateVisibility();
}

void PhaseSpaceView::Private::showChannels()
{
    for (std::size_t axis = 0; axis < 3; ++axis) {
        boxes[axis]->clear();
        for (const std::string& name : sample->channels)
            boxes[axis]->addItem(QString::fromStdString(name));
        boxes[axis]->setCurrentIndex(static_cast<int>(channels[axis]));
    }
}

void PhaseSpaceView::Private::rebuild(bool keepsBox)
{
    const std::vector<double>& shown = shownPrediction(*sample, look);
    const SceneBox before = canvas->box();
    const SceneBox box = phaseBox(*sample, shown, channels, keepsBox ? &before : nullptr);
    truthPath = phasePoints(sample->truth, sample->channelCount(), channels, box);
    predictionPath = phasePoints(shown, sample->channelCount(), channels, box);
    truth->setPoints(truthPath, kTruthRadius);
    prediction->setPoints(predictionPath, kPredictionRadius);
    start->setPlace(truthPath.front(), kStartRadius);
    canvas->setBox(box);
    restyle();
}

void PhaseSpaceView::Private::updateTime()
{
    const auto time = static_cast<std::size_t>(look.time);
    truthPoint->setPlace(truthPath.at(time), kPointRadius);
    predictionPoint->setPlace(predictionPath.at(time), kPointRadius);
    caption->setText(sampleCaption(*sample, look.time));
    canvas->sceneChanged();
}

void PhaseSpaceView::Private::lift()
{
    const SceneVector back = sceneBasis(canvas->camera().azimuth, canvas->camera().elevation).back;
    const auto lifted = [&back](double by) {
        return SceneVector{by * back[0], by * back[1], by * back[2]};
    };
    prediction->setOffset(lifted(kPredictionLift));
    for (const auto& ball : {&start, &truthPoint, &predictionPoint})
        (*ball)->setOffset(lifted(kPointLift));
}

void PhaseSpaceView::Private::restyle()
{
    const PhaseColours colours = phaseColours(q->palette());
    truth->setColour(colours.truth);
    truthPoint->setColour(colours.truthPoint);
    prediction->setColour(colours.prediction);
    predictionPoint->setColour(colours.prediction);
    start->setColour(colours.start);
    const bool leaves = !std::all_of(predictionPath.begin(), predictionPath.end(), isFinite);
    const QString name = look.iterate < 0 ? tr("prediction") : tr("iterate %1").arg(look.iterate);
    canvas->setLegend({{tr("truth"), colours.truth, SceneKey::Mark::BroadLine},
                       {leaves ? tr("%1 (leaves the box)").arg(name) : name, colours.prediction,
                        SceneKey::Mark::Line},
                       {tr("start"), colours.start, SceneKey::Mark::Dot}});
    canvas->sceneChanged();
}

void PhaseSpaceView::Private::updateVisibility()
{
    const bool any = sample != nullptr;
    message->setVisible(!any);
    canvas->setVisible(any);
    caption->setVisible(any);
    controls->setVisible(any);
}

PhaseChannels PhaseSpaceView::channels() const
{
    return m_d->channels;
}

void PhaseSpaceView::setChannels(const PhaseChannels& channels)
{
    const std::int64_t count = m_d->sample ? m_d->sample->channelCount() : 0;
    const auto isThere = [&](std::int64_t channel) { return channel >= 0 && channel < count; };
    if (channels == m_d->channels || !std::all_of(channels.begin(), channels.end(), isThere))
        return;
    m_d->channels = channels;
    m_d->showChannels();
    m_d->rebuild(false);
    m_d->updateTime();
    Q_EMIT channelsChosen(channels);
}

const SceneCamera& PhaseSpaceView::camera() const
{
    return m_d->canvas->camera();
}

void PhaseSpaceView::setCamera(const SceneCamera& camera)
{
    m_d->canvas->setCamera(camera);
}

bool PhaseSpaceView::hasPicture() const
{
    return m_d->sample && m_d->canvas->canDraw();
}

QImage PhaseSpaceView::grabScene(QSize pixels, double pixelRatio) const
{
    return hasPicture() ? m_d->canvas->grabScene(pixels, pixelRatio) : QImage();
}

void PhaseSpaceView::paintScene(QPainter& painter, const QRectF& area, int, double pixelRatio) const
{
    m_d->canvas->paintScene(painter, area, pixelRatio);
}

FigureSpec PhaseSpaceView::figure() const
{
    return hasPicture() ? phaseSpaceFigure(m_d->sample, m_d->look, channels(), camera())
                        : FigureSpec();
}

void PhaseSpaceView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_d->sample)
        m_d->restyle();
}

}  // namespace nie
