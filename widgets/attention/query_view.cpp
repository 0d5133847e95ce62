#include "widgets/attention/query_view.h"

#include "widgets/attention/picking_view.h"
#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>

namespace nie {

namespace {

template <class Widget>
Widget* named(Widget* widget, const char* name, const QString& accessibleName)
{
    widget->setObjectName(QLatin1String(name));
    widget->setAccessibleName(accessibleName);
    widget->setToolTip(accessibleName);
    return widget;
}

}  // namespace

QString attentionTokenText(const AttentionTokens& tokens, std::int64_t token)
{
    QString text = QStringLiteral("t = %1").arg(formatNumber(tokens.time(token), 4));
    const auto place = tokens.place(token);
    for (std::size_t a = 0; a < place.size(); ++a)
        text += QStringLiteral(", %1 = %2")
                    .arg(QString::fromStdString(tokens.space[a].name), formatNumber(place[a], 4));
    return text;
}

QueryView::QueryView(QWidget* parent)
    : QWidget(parent),
      m_view(named(new PickingView, "attention.query", tr("Sample: click a point to ask it"))),
      m_shown(named(new QComboBox, "attention.shown", tr("What of the sample is drawn"))),
      m_channel(named(new QComboBox, "attention.channel", tr("Channel on show"))),
      m_direction(named(new QComboBox, "attention.direction",
                        tr("What the query attends to, or what attends to it: a row or a column"))),
      m_timeRow(nullptr),
      m_time(named(new QSlider(Qt::Horizontal), "attention.time", tr("Time on show"))),
      m_timeText(new QLabel),
      m_reading(named(new QLabel, "attention.queryText", tr("The token that asks")))
{
    setObjectName(QStringLiteral("attention.queryView"));
    setAccessibleName(tr("Where to ask"));
    setFocusPolicy(Qt::StrongFocus);
    m_view->setFocusProxy(this);
    m_view->setEmptyText(tr("The sample appears here. A click asks what a point attends to."));
    m_reading->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_reading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(makeControls());
    column->addWidget(m_view, 1);
    column->addWidget(makeTimeRow());
    column->addWidget(m_reading);
    connect(m_view, &PickingView::picked, this,
            [this](const FigurePoint& point, bool pin) { onPicked(point.x, point.y, pin); });
    connect(m_view, &PickingView::pointedAt, this,
            [this](const FigurePoint& point) { showReading(point.x, point.y); });
    connect(m_view, &PickingView::left, this, [this] { setTokens(m_look.tokens); });
}

QWidget* QueryView::makeControls()
{
    m_shown->addItems({tr("What the heads saw"), tr("Prediction"), tr("Truth")});
    connect(m_shown, &QComboBox::activated, this, &QueryView::draw);
    connect(m_channel, &QComboBox::activated, this, &QueryView::draw);
    m_direction->addItems({tr("Attends to"), tr("Is attended to by")});
    connect(m_direction, &QComboBox::activated, this, &QueryView::directionChanged);
    auto* controls = new QWidget;
    auto* row = new QHBoxLayout(controls);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_shown);
    row->addWidget(m_channel);
    row->addWidget(m_direction);
    row->addStretch();
    return controls;
}

QWidget* QueryView::makeTimeRow()
{
    m_timeText->setObjectName(QStringLiteral("attention.timeText"));
    m_timeText->setFont(tabularFont(font()));
    connect(m_time, &QSlider::valueChanged, this, [this] {
        draw();
        Q_EMIT timeChanged();
    });
    m_timeRow = new QWidget;
    auto* row = new QHBoxLayout(m_timeRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_time, 1);
    row->addWidget(m_timeText);
    m_timeRow->hide();
    return m_timeRow;
}

void QueryView::clear()
{
    m_sample.reset();
    m_look.tokens.clear();
    m_view->setFigure({});
    m_reading->clear();
    m_timeRow->hide();
}

void QueryView::showSample(const std::shared_ptr<const PredictionSnapshot>& sample,
                           const AttentionOrigin& origin)
{
    m_sample = sample;
    m_origin = origin;
    fillControls();
    draw();
}

void QueryView::fillControls()
{
    const QSignalBlocker quiet(m_time);
    const int channel = std::max(0, m_channel->currentIndex());
    m_channel->clear();
    for (const std::string& name : m_sample->channels)
        m_channel->addItem(QString::fromStdString(name));
    m_channel->setCurrentIndex(channel < m_channel->count() ? channel : 0);
    m_channel->setVisible(!m_sample->space.empty() && m_channel->count() > 1);
    m_time->setRange(0, static_cast<int>(m_sample->timeCount()) - 1);
    m_timeRow->setVisible(m_sample->space.size() == 2);
}

void QueryView::setTokens(const std::vector<std::int64_t>& tokens)
{
    m_look.tokens = tokens;
    if (!m_sample)
        return;
    QString text;
    if (!tokens.empty())
        text = tr("Query: %1").arg(attentionTokenText(m_origin.tokens, tokens[0]));
    if (tokens.size() > 1)
        text += tr("   Pinned: %1").arg(attentionTokenText(m_origin.tokens, tokens[1]));
    m_reading->setText(text);
    if (!tokens.empty() && m_sample->space.size() == 2) {
        const QSignalBlocker quiet(m_time);
        m_time->setValue(static_cast<int>(tokens[0] / m_origin.tokens.cellCount()));
    }
    draw();
}

void QueryView::draw()
{
    if (!m_sample)
        return;
    m_look.shown = static_cast<SampleView::Shown>(m_shown->currentIndex());
    m_look.channel = static_cast<std::size_t>(std::max(0, m_channel->currentIndex()));
    m_look.time = static_cast<std::size_t>(m_time->value());
    m_timeText->setText(tr("t = %1").arg(formatNumber(m_sample->times[m_look.time], 4)));
    m_view->setFigure(figure());
}

FigureSpec QueryView::figure() const
{
    return m_sample ? attentionSampleFigure(*m_sample, m_origin, m_look) : FigureSpec();
}

bool QueryView::isReverse() const
{
    return m_direction->currentIndex() == 1;
}

void QueryView::setReverse(bool reverse)
{
    m_direction->setCurrentIndex(reverse ? 1 : 0);
}

std::int64_t QueryView::shownTime() const
{
    return m_time->value();
}

void QueryView::setShownTime(std::int64_t time)
{
    const QSignalBlocker quiet(m_time);
    m_time->setValue(static_cast<int>(time));
    draw();
}

void QueryView::onPicked(double x, double y, bool pin)
{
    const auto token =
        m_origin.tokens.nearest(samplePointAt(*m_sample, m_origin, m_look, x, y), "query");
    if (pin)
        Q_EMIT pinChosen(token);
    else
        Q_EMIT queryChosen(token);
}

void QueryView::showReading(double x, double y)
{
    if (!m_sample)
        return;
    const auto token =
        m_origin.tokens.nearest(samplePointAt(*m_sample, m_origin, m_look, x, y), "query");
    m_reading->setText(
        tr("Click asks, Shift+click pins: %1").arg(attentionTokenText(m_origin.tokens, token)));
}

void QueryView::move(std::int64_t times, std::int64_t firstAxis, std::int64_t lastAxis, bool pin)
{
    if (!m_sample || m_look.tokens.empty())
        return;
    const AttentionTokens& tokens = m_origin.tokens;
    const auto from = pin && m_look.tokens.size() > 1 ? m_look.tokens[1] : m_look.tokens[0];
    const auto cells = tokens.cellCount();
    const auto clamped = [](std::int64_t value, std::int64_t count) {
        return std::clamp<std::int64_t>(value, 0, count - 1);
    };
    const auto time = clamped(from / cells + times, tokens.timeCount());
    std::int64_t cell = from % cells;
    if (!tokens.space.empty()) {
        const auto fast = static_cast<std::int64_t>(tokens.space.back().centres.size());
        const auto slow = cells / fast;
        cell =
            clamped(cell / fast + firstAxis, slow) * fast + clamped(cell % fast + lastAxis, fast);
    }
    const auto token = time * cells + cell;
    if (pin)
        Q_EMIT pinChosen(token);
    else
        Q_EMIT queryChosen(token);
}

void QueryView::keyPressEvent(QKeyEvent* event)
{
    const bool pin = event->modifiers().testFlag(Qt::ShiftModifier);
    const int across = (event->key() == Qt::Key_Right) - (event->key() == Qt::Key_Left);
    const int up = (event->key() == Qt::Key_Up) - (event->key() == Qt::Key_Down);
    const int later = (event->key() == Qt::Key_PageUp) - (event->key() == Qt::Key_PageDown);
    const std::size_t axes = m_origin.tokens.space.size();
    if ((across == 0 && up == 0 && later == 0) || event->modifiers().testFlag(Qt::AltModifier)) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (axes == 0)
        move(across, 0, 0, pin);
    else if (axes == 1)
        move(up + later, 0, across, pin);
    else
        move(later, across, up, pin);
}

}  // namespace nie
