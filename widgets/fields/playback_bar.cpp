#include "widgets/fields/playback_bar.h"

#include "core/results/fields/field_words.h"
#include "widgets/fields/playback.h"
#include "widgets/style/application_style.h"
#include "widgets/style/icons.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr int kIconSize = 16;
constexpr int kButtonSize = 28;

QString speedText(double speed)
{
    if (speed == 0.25)
        return QStringLiteral("¼×");
    if (speed == 0.5)
        return QStringLiteral("½×");
    return QStringLiteral("%1×").arg(speed);
}

/// So many that all times are written exactly, else so many that neighbours differ.
int decimalsOf(const std::vector<double>& times)
{
    double step = std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i < times.size(); ++i)
        step = std::min(step, std::abs(times[i] - times[i - 1]));
    if (!(step > 0) || !std::isfinite(step))
        return 2;
    const int enough = std::clamp(static_cast<int>(std::ceil(-std::log10(step))) + 1, 0, 9);
    for (int decimals = 0; decimals < enough; ++decimals) {
        const double unit = std::pow(10.0, -decimals);
        const auto exact = [unit, step](double time) {
            return std::abs(std::remainder(time, unit)) < 1e-3 * step;
        };
        if (std::all_of(times.begin(), times.end(), exact))
            return decimals;
    }
    return enough;
}

}  // namespace

PlaybackBar::PlaybackBar(Playback& playback, QWidget* parent)
    : QWidget(parent),
      m_playback(playback)
{
    setObjectName(QStringLiteral("playbackBar"));
    setAccessibleName(tr("Playback"));
    build();
    connect(&m_playback, &Playback::frameChanged, this, &PlaybackBar::showFrame);
    connect(&m_playback, &Playback::playingChanged, this, &PlaybackBar::showPlaying);
    connect(&m_playback, &Playback::settingsChanged, this, &PlaybackBar::showSettings);
    showPlaying(m_playback.isPlaying());
    showSettings();
}

void PlaybackBar::build()
{
    auto* first = addButton("first", Icon::First, tr("First frame"), tr("Home"));
    auto* previous = addButton("previous", Icon::Previous, tr("Previous frame"), tr("Left"));
    m_reverse = addButton("reverse", Icon::Reverse, tr("Play backwards"), {});
    m_reverse->setCheckable(true);
    m_play = addButton("play", Icon::Play, tr("Play"), tr("Space"));
    auto* next = addButton("next", Icon::Next, tr("Next frame"), tr("Right"));
    auto* last = addButton("last", Icon::Last, tr("Last frame"), tr("End"));
    connect(first, &QToolButton::clicked, &m_playback, &Playback::toFirst);
    connect(previous, &QToolButton::clicked, &m_playback, [this] { m_playback.stepBy(-1); });
    connect(m_reverse, &QToolButton::toggled, &m_playback, &Playback::setReversed);
    connect(m_play, &QToolButton::clicked, &m_playback, &Playback::toggle);
    connect(next, &QToolButton::clicked, &m_playback, [this] { m_playback.stepBy(1); });
    connect(last, &QToolButton::clicked, &m_playback, &Playback::toLast);
    buildSlider();
    buildBoxes();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (QToolButton* button : {first, previous, m_reverse, m_play, next, last})
        row->addWidget(button);
    row->addSpacing(4);
    row->addWidget(m_slider, 1);
    row->addSpacing(4);
    row->addWidget(m_time);
    row->addSpacing(4);
    row->addWidget(m_speed);
    row->addWidget(m_repeat);
}

void PlaybackBar::buildSlider()
{
    m_slider = new QSlider(Qt::Horizontal);
    m_slider->setObjectName(QStringLiteral("playback.slider"));
    m_slider->setAccessibleName(tr("Time on show"));
    m_slider->setToolTip(tr("The time on show"));
    m_slider->setMinimumWidth(80);
    connect(m_slider, &QSlider::valueChanged, &m_playback, &Playback::setFrame);
    m_time = new QLabel;
    m_time->setObjectName(QStringLiteral("playback.time"));
    m_time->setAccessibleName(tr("Time and frame on show"));
    m_time->setFont(tabularFont(m_time->font()));
}

void PlaybackBar::buildBoxes()
{
    m_speed = new QComboBox;
    m_speed->setObjectName(QStringLiteral("playback.speed"));
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setToolTip(
        tr("Speed; 1× is %1 frames a second ([ and ])").arg(Playback::kFramesPerSecond));
    for (const double speed : Playback::kSpeeds)
        m_speed->addItem(speedText(speed), speed);
    connect(m_speed, &QComboBox::activated, &m_playback,
            [this] { m_playback.setSpeed(m_speed->currentData().toDouble()); });
    m_repeat = new QComboBox;
    m_repeat->setObjectName(QStringLiteral("playback.repeat"));
    m_repeat->setAccessibleName(tr("At the last frame"));
    m_repeat->setToolTip(tr("What happens at the last frame (L)"));
    using enum Playback::Repeat;
    m_repeat->addItem(icon(Icon::Once), tr("Once"), QVariant::fromValue(Once));
    m_repeat->addItem(icon(Icon::Loop), tr("Loop"), QVariant::fromValue(Loop));
    m_repeat->addItem(icon(Icon::PingPong), tr("To and fro"), QVariant::fromValue(PingPong));
    connect(m_repeat, &QComboBox::activated, &m_playback,
            [this] { m_playback.setRepeat(m_repeat->currentData().value<Playback::Repeat>()); });
}

QToolButton* PlaybackBar::addButton(const char* name, Icon picture, const QString& text,
                                    const QString& key)
{
    auto* button = new QToolButton;
    button->setObjectName(QStringLiteral("playback.") + QLatin1String(name));
    button->setAccessibleName(text);
    button->setToolTip(key.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, key));
    button->setIcon(icon(picture));
    button->setIconSize({kIconSize, kIconSize});
    button->setAutoRaise(true);
    button->setMinimumSize(kButtonSize, kButtonSize);
    return button;
}

void PlaybackBar::setTimes(const std::string& label, const std::vector<double>& times)
{
    const auto [name, unit] = nameAndUnit(label);
    m_timeName = QString::fromStdString(name);
    m_timeUnit = QString::fromStdString(unit.empty() ? "" : " " + unit);
    m_times = times;
    m_decimals = decimalsOf(times);
    fixTimeSize();
    showFrame(m_playback.frame());
}

/// That of the longest text: the slider beside it does not jump, and a new text lays out nothing
/// anew.
void PlaybackBar::fixTimeSize()
{
    int widest = 0;
    for (int i = 0; i < m_playback.frameCount(); ++i)
        widest = std::max(widest, m_time->fontMetrics().horizontalAdvance(timeText(i)));
    m_time->setFixedSize(widest, m_time->fontMetrics().height());
}

void PlaybackBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange || !m_time)
        return;
    m_time->setFont(tabularFont(font()));
    fixTimeSize();
}

QString PlaybackBar::timeText(int frame) const
{
    const auto at = static_cast<std::size_t>(frame);
    const QString counted = tr("frame %1 of %2").arg(frame + 1).arg(m_playback.frameCount());
    if (at >= m_times.size())
        return counted;
    return tr("%1 = %2%3 (%4)")
        .arg(m_timeName, QString::number(m_times[at], 'f', m_decimals), m_timeUnit, counted);
}

void PlaybackBar::showFrame(int frame)
{
    m_slider->setValue(frame);
    m_time->setText(m_playback.frameCount() > 0 ? timeText(frame) : QString());
}

void PlaybackBar::showPlaying(bool playing)
{
    m_play->setIcon(icon(playing ? Icon::Pause : Icon::Play));
    m_play->setAccessibleName(playing ? tr("Pause") : tr("Play"));
    m_play->setToolTip(tr("%1 (Space)").arg(m_play->accessibleName()));
}

void PlaybackBar::showSettings()
{
    const bool playable = m_playback.frameCount() > 1;
    setEnabled(playable);
    const QSignalBlocker quiet(m_slider);
    m_slider->setMaximum(std::max(0, m_playback.frameCount() - 1));
    m_slider->setPageStep(std::max(1, m_playback.frameCount() / 10));
    m_reverse->setChecked(m_playback.isReversed());
    m_speed->setCurrentIndex(m_speed->findData(m_playback.speed()));
    m_repeat->setCurrentIndex(m_repeat->findData(QVariant::fromValue(m_playback.repeat())));
    showFrame(m_playback.frame());
}

}  // namespace nie
