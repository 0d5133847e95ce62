#include "app/panels/recording_views.h"

#include "app/panels/recording_look_bar.h"
#include "app/shown_run.h"
#include "widgets/attention/picking_view.h"
#include "widgets/style/application_style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace nie {

namespace {

constexpr const char* kPictureNames[]{"slices",   "traces",   "carpet",   "connectivity",
                                      "dynamics", "spectrum", "attention"};

template <class Widget>
Widget* viewPart(Widget* widget, const char* name, const QString& forPeople, const QString& tip)
{
    widget->setObjectName(QStringLiteral("recording.") + QLatin1String(name));
    widget->setAccessibleName(forPeople);
    widget->setToolTip(tip);
    return widget;
}

}  // namespace

RecordingViews::RecordingViews(RecordingSession& session, const ShownRun& run, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_shownRun(run),
      m_tabs(viewPart(new QTabBar, "views", tr("Views of the recording"), {})),
      m_view(viewPart(new PickingView, "figure", tr("Picture of the recording"), {})),
      m_modelChoice(viewPart(new QComboBox, "model.run", tr("Model"),
                             tr("A training whose prediction is drawn beside the truth of its "
                                "test part"))),
      m_aheadLabel(new QLabel(tr("&Frames ahead"))),
      m_ahead(viewPart(new QSpinBox, "ahead", tr("Frames ahead"),
                       tr("How many frames after the last given one a row is predicted"))),
      m_runLabel(new QLabel(tr("R&un"))),
      m_run(viewPart(new QSpinBox, "run", tr("Run on show"), tr("Which run is drawn"))),
      m_regionLabel(new QLabel(tr("Re&gion"))),
      m_region(viewPart(new QComboBox, "region", tr("Region on show"),
                        tr("Which region is drawn; a click on a picture chooses one, too"))),
      m_lookBar(new RecordingLookBar),
      m_percentLabel(new QLabel(tr("&Edges"))),
      m_percent(viewPart(new QDoubleSpinBox, "percent", tr("Share of the pairs that are edges"),
                         tr("So many percent of the pairs of regions are drawn, strongest first"))),
      m_own(viewPart(new QCheckBox(tr("Of the region alone")), "ownEdges",
                     tr("Edges of the chosen region alone"),
                     tr("Draw the edges from and to the chosen region alone"))),
      m_time(viewPart(new QSlider(Qt::Horizontal), "time", tr("Volume on show"),
                      tr("Which volume is drawn"))),
      m_timeText(viewPart(new QLabel, "timeText", tr("Time on show"), {})),
      m_reading(viewPart(new QLabel, "reading", tr("What is under the mouse"), {}))
{
    setObjectName(QStringLiteral("recordingViews"));
    setAccessibleName(tr("Views of the recording"));
    for (const QString& title : {tr("Slices"), tr("Traces"), tr("Carpet"), tr("Connectivity"),
                                 tr("Dynamics"), tr("Spectrum"), tr("Attention")})
        m_tabs->addTab(title);
    m_tabs->setCurrentIndex(Traces);
    m_tabs->setExpanding(false);
    m_view->setMinimumSize(320, 240);
    m_modelRow = makeModelRow();
    m_controls = makeControls();
    m_timeRow = makeTimeRow();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_tabs);
    column->addWidget(m_modelRow);
    column->addWidget(m_controls);
    column->addWidget(m_view, 1);
    column->addWidget(m_timeRow);
    column->addWidget(m_reading);
    connect(m_tabs, &QTabBar::currentChanged, this, &RecordingViews::draw);
    connect(m_view, &PickingView::picked, this,
            [this](const FigurePoint& point) { onPicked(point); });
    connectSession();
    connectModel();
    clear({});
}

QWidget* RecordingViews::makeControls()
{
    m_runLabel->setBuddy(m_run);
    m_regionLabel->setBuddy(m_region);
    m_region->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_region->setMinimumContentsLength(24);
    connect(m_run, &QSpinBox::valueChanged, this, [this](int run) {
        m_look.run = static_cast<std::size_t>(run - 1);
        draw();
    });
    connect(m_region, &QComboBox::activated, this,
            [this](int region) { chooseRegion(static_cast<std::size_t>(region)); });
    connect(m_lookBar, &RecordingLookBar::changed, this, &RecordingViews::draw);
    m_percentLabel->setBuddy(m_percent);
    m_percent->setRange(0.1, 100.0);
    m_percent->setDecimals(1);
    m_percent->setValue(5.0);
    m_percent->setSuffix(tr(" %"));
    m_percent->setKeyboardTracking(false);
    connect(m_percent, &QDoubleSpinBox::valueChanged, this, [this] {
        if (m_graph)
            showGraph(m_graph);
    });
    connect(m_own, &QCheckBox::clicked, this, [this] {
        if (m_graph)
            showGraph(m_graph);
    });
    auto* holder = new QWidget;
    holder->setMinimumHeight(m_region->sizeHint().height() + 8);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 4, 0, 4);
    row->setSpacing(8);
    for (QWidget* part :
         std::initializer_list<QWidget*>{m_runLabel, m_run, m_regionLabel, m_region, m_lookBar,
                                         m_percentLabel, m_percent, m_own})
        row->addWidget(part);
    row->addStretch();
    return holder;
}

QWidget* RecordingViews::makeTimeRow()
{
    m_timeText->setFont(tabularFont(m_timeText->font()));
    m_timeText->setMinimumWidth(
        m_timeText->fontMetrics().horizontalAdvance("volume 0000, 0000.0 s"));
    connect(m_time, &QSlider::valueChanged, this, [this](int volume) {
        m_slices.volume = volume;
        drawSlices();
    });
    auto* label = new QLabel(tr("&Time"));
    label->setBuddy(m_time);
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(m_time, 1);
    row->addWidget(m_timeText);
    return holder;
}

void RecordingViews::connectSession()
{
    connect(&m_session, &RecordingSession::runsReady, this, &RecordingViews::takeRuns);
    connect(&m_session, &RecordingSession::volumesReady, this, &RecordingViews::takeVolumes);
    connect(&m_session, &RecordingSession::cleanedReady, this, &RecordingViews::draw);
    connect(&m_session, &RecordingSession::graphReady, this, &RecordingViews::showGraph);
    connect(&m_session, &RecordingSession::graphFailed, this, [this](const QString& reason) {
        if (m_tabs->currentIndex() == Attention)
            clear(reason);
    });
    connect(&m_session, &RecordingSession::pictureReady, this, &RecordingViews::onPicture);
    connect(&m_session, &RecordingSession::pictureFailed, this,
            [this](RecordingPicture which, const QString& reason) {
                if (which == picture())
                    clear(reason);
            });
}

std::optional<RecordingPicture> RecordingViews::picture() const
{
    switch (m_tabs->currentIndex()) {
    case Traces:
        return RecordingPicture::Traces;
    case Carpet:
        return RecordingPicture::Carpet;
    case Connectivity:
        return RecordingPicture::Connectivity;
    case Dynamics:
        return RecordingPicture::Dynamics;
    case Spectrum:
        return RecordingPicture::Spectrum;
    default:
        return std::nullopt;
    }
}

void RecordingViews::clear(const QString& reason)
{
    m_view->setEmptyText(reason);
    setFigure({});
    showControls();
}

void RecordingViews::setBusy(const QString& reason)
{
    m_look = {};
    m_slices = {};
    chooseModel({});
    clear(reason);
}

void RecordingViews::setFigure(const FigureSpec& figure)
{
    m_view->setFigure(figure);
    Q_EMIT changed();
}

const FigureSpec& RecordingViews::figure() const
{
    return m_view->figure();
}

std::string RecordingViews::pictureName() const
{
    return kPictureNames[std::max(0, m_tabs->currentIndex())];
}

void RecordingViews::takeRuns()
{
    showLists();
    m_slices.repetitionTime = m_session.recorded()->repetitionTime();
    m_tabs->setTabEnabled(Slices, m_session.volumes() || !m_session.recorded()->parcels.empty());
    showControls();
    drawSlices();
}

void RecordingViews::takeVolumes()
{
    const VolumeSeries& volumes = *m_session.volumes();
    m_tabs->setTabEnabled(Slices, true);
    const QSignalBlocker quiet(m_time);
    m_time->setRange(0, static_cast<int>(volumes.count()) - 1);
    m_time->setValue(0);
    m_slices.volume = 0;
    m_slices.at = volumes.middleOf(0);
    if (m_session.recorded() && !m_session.recorded()->parcels.empty())
        chooseRegion(m_look.region);
    // Before there are regions, the slices are all that can be seen.
    if (!m_session.recorded())
        m_tabs->setCurrentIndex(Slices);
    drawSlices();
}

void RecordingViews::showControls()
{
    const int view = m_tabs->currentIndex();
    const bool recorded = m_session.recorded() != nullptr;
    const bool runs = !regions().empty();
    const auto show = [](std::initializer_list<QWidget*> parts, bool shown) {
        for (QWidget* part : parts)
            part->setVisible(shown);
    };
    show({m_modelRow}, view != Slices && !m_models.empty());
    show({m_aheadLabel, m_ahead}, m_session.predicted() && view != Attention);
    const bool atlas = recorded && !m_session.recorded()->parcels.empty();
    show({m_runLabel, m_run}, runCount() > 1 && view == Traces);
    show({m_regionLabel, m_region}, runs && (view == Traces || view == Spectrum ||
                                             view == Attention || (view == Slices && atlas)));
    constexpr std::pair<View, int> kLooks[]{
        {Carpet, RecordingLookBar::Order | RecordingLookBar::Clip},
        {Connectivity, RecordingLookBar::Method | RecordingLookBar::Order},
        {Dynamics, RecordingLookBar::Windows}};
    int parts = 0;
    for (const auto& [tab, has] : kLooks)
        if (runs && view == tab)
            parts = has;
    m_lookBar->showParts(parts);
    show({m_percentLabel, m_percent, m_own}, m_graph && view == Attention);
    show({m_timeRow}, view == Slices && m_session.volumes());
    m_reading->setVisible(view == Slices && m_session.volumes());
}

}  // namespace nie
