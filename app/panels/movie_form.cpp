#include "app/panels/movie_form.h"

#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStandardItemModel>

#include <algorithm>
#include <utility>

namespace nie {

namespace {

constexpr double kMillimetresPerInchOfMovie = 25.4;

template <class Widget>
Widget* movieField(const char* name, const QString& forPeople, const QString& tip)
{
    auto* widget = new Widget;
    widget->setObjectName(QLatin1String(name));
    widget->setAccessibleName(forPeople);
    widget->setToolTip(tip);
    return widget;
}

QWidget* beside(std::initializer_list<QWidget*> widgets)
{
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QWidget* widget : widgets)
        row->addWidget(widget);
    row->addStretch(1);
    return box;
}

}  // namespace

MovieForm::MovieForm(const MoviePlan& plan, std::vector<double> times, std::string timeLabel,
                     std::vector<std::int64_t> steps, const QString& noCheckpoints, QWidget* parent)
    : QWidget(parent),
      m_plan(plan),
      m_times(std::move(times)),
      m_timeLabel(std::move(timeLabel)),
      m_steps(std::move(steps)),
      m_over(movieField<QComboBox>("movieOver", tr("Frames"), tr("What the frames follow"))),
      m_first(movieField<QSpinBox>("movieFirst", tr("First frame"),
                                   tr("Number of the first time or checkpoint, from 1"))),
      m_last(movieField<QSpinBox>("movieLast", tr("Last frame"),
                                  tr("Number of the last time or checkpoint"))),
      m_rangeText(new QLabel),
      m_every(movieField<QSpinBox>("movieEvery", tr("Only every so many-th frame"),
                                   tr("Every second frame makes the movie twice as fast"))),
      m_rate(movieField<QDoubleSpinBox>("movieRate", tr("Frames a second"),
                                        tr("How fast the movie is shown"))),
      m_loops(
          movieField<QSpinBox>("movieLoops", tr("Repetitions"),
                               tr("How often the movie is shown; a GIF can be shown for ever"))),
      m_width(movieField<QDoubleSpinBox>("movieWidth", tr("Width"), tr("Width of a frame"))),
      m_height(movieField<QDoubleSpinBox>("movieHeight", tr("Height"),
                                          tr("Height of a frame; 0: as the figure wants it"))),
      m_unit(movieField<QComboBox>("movieUnit", tr("Unit of the size"),
                                   tr("Pixels, or millimetres on paper"))),
      m_dpi(movieField<QSpinBox>("movieDpi", tr("Pixels an inch"),
                                 tr("More make texts and lines larger"))),
      m_annotations(movieField<QCheckBox>("movieAnnotations", tr("Annotations"),
                                          tr("Without them only the curves and images remain")))
{
    setObjectName(QStringLiteral("movieForm"));
    setAccessibleName(tr("How the movie is made"));
    m_over->addItem(tr("The times of the sample"), QStringLiteral("time"));
    m_over->addItem(tr("The checkpoints of its run"), QStringLiteral("checkpoints"));
    if (!noCheckpoints.isEmpty()) {
        auto* item = qobject_cast<QStandardItemModel*>(m_over->model())->item(1);
        item->setEnabled(false);
        item->setToolTip(noCheckpoints);
    }
    build();
    setMoviePlan();
}

void MovieForm::build()
{
    m_rangeText->setObjectName(QStringLiteral("movieRangeText"));
    m_annotations->setText(tr("Titles, axes, colour bars and legends"));
    auto* rows = new QFormLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setHorizontalSpacing(12);
    rows->setVerticalSpacing(8);
    rows->addRow(tr("&Frames follow"), m_over);
    rows->addRow(tr("F&rom"), makeRange());
    m_every->setRange(1, 1000);
    m_every->setPrefix(tr("1 of "));
    m_rate->setRange(0.1, 120.0);
    m_rate->setDecimals(1);
    m_rate->setSuffix(tr(" frames/s"));
    m_loops->setRange(0, 1000);
    m_loops->setSpecialValueText(tr("for ever (GIF), else once"));
    m_loops->setSuffix(tr(" times"));
    rows->addRow(tr("&Take"), beside({m_every, m_rate}));
    rows->addRow(tr("&Show"), beside({m_loops}));
    rows->addRow(tr("&Width"), makeSize());
    rows->addRow(QString(), m_annotations);
    connect(m_over, &QComboBox::currentIndexChanged, this, &MovieForm::onOver);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &MovieForm::onUnit);
    for (QSpinBox* box : {m_first, m_last})
        connect(box, &QSpinBox::valueChanged, this, &MovieForm::onRange);
    for (QSpinBox* box : {m_every, m_loops, m_dpi})
        connect(box, &QSpinBox::valueChanged, this, &MovieForm::changed);
    for (QDoubleSpinBox* box : {m_rate, m_width, m_height})
        connect(box, &QDoubleSpinBox::valueChanged, this, &MovieForm::changed);
    connect(m_annotations, &QCheckBox::toggled, this, &MovieForm::changed);
}

QWidget* MovieForm::makeRange()
{
    auto* to = new QLabel(tr("t&o"));
    to->setBuddy(m_last);
    QPalette colours = m_rangeText->palette();
    colours.setColor(QPalette::WindowText, themeColours(palette()).mutedText);
    m_rangeText->setPalette(colours);
    return beside({m_first, to, m_last, m_rangeText});
}

QWidget* MovieForm::makeSize()
{
    m_unit->addItem(tr("pixels"), QStringLiteral("px"));
    m_unit->addItem(tr("mm"), QStringLiteral("mm"));
    for (QDoubleSpinBox* box : {m_width, m_height}) {
        box->setDecimals(0);
        box->setRange(0.0, 8192.0);
    }
    m_width->setMinimum(1.0);
    m_height->setSpecialValueText(tr("as needed"));
    m_dpi->setRange(20, 1200);
    m_dpi->setSuffix(tr(" dpi"));
    auto* by = new QLabel(tr("by &height"));
    by->setBuddy(m_height);
    return beside({m_width, by, m_height, m_unit, m_dpi});
}

void MovieForm::setMoviePlan()
{
    m_over->setCurrentIndex(m_over->findData(QString::fromStdString(m_plan.over)));
    m_unit->setCurrentIndex(m_unit->findData(QString::fromStdString(m_plan.unit)));
    m_every->setValue(static_cast<int>(m_plan.every));
    m_rate->setValue(m_plan.framesPerSecond);
    m_loops->setValue(static_cast<int>(m_plan.loops));
    m_width->setValue(m_plan.width);
    m_height->setValue(m_plan.height);
    m_dpi->setValue(static_cast<int>(m_plan.dpi));
    m_annotations->setChecked(m_plan.annotations);
    onOver();
}

bool MovieForm::followsTimes() const
{
    return m_over->currentData().toString() == QLatin1String("time");
}

int MovieForm::available() const
{
    return static_cast<int>(followsTimes() ? m_times.size() : m_steps.size());
}

void MovieForm::onOver()
{
    {
        const QSignalBlocker first(m_first);
        const QSignalBlocker last(m_last);
        const int most = std::max(1, available());
        m_first->setRange(1, most);
        m_last->setRange(1, most);
        m_first->setValue(1);
        m_last->setValue(most);
    }
    onRange();
}

void MovieForm::onRange()
{
    // The end that was moved takes the other one along.
    if (m_first->value() > m_last->value()) {
        QSpinBox* other = sender() == m_last ? m_first : m_last;
        const QSignalBlocker blocker(other);
        other->setValue(sender() == m_last ? m_last->value() : m_first->value());
    }
    const auto first = static_cast<std::size_t>(m_first->value() - 1);
    const auto last = static_cast<std::size_t>(m_last->value() - 1);
    if (followsTimes() && last < m_times.size())
        m_rangeText->setText(tr("%1 from %2 to %3")
                                 .arg(QString::fromStdString(m_timeLabel),
                                      formatNumber(m_times[first]), formatNumber(m_times[last])));
    else if (last < m_steps.size())
        m_rangeText->setText(
            tr("step %1 to %2").arg(formatCount(m_steps[first]), formatCount(m_steps[last])));
    Q_EMIT changed();
}

void MovieForm::onUnit()
{
    const bool paper = m_unit->currentData().toString() == QLatin1String("mm");
    const double pixels = m_dpi->value() / kMillimetresPerInchOfMovie;  // per mm
    for (QDoubleSpinBox* box : {m_width, m_height}) {
        const QSignalBlocker blocker(box);
        const double value = box->value();
        box->setDecimals(paper ? 1 : 0);
        box->setValue(paper ? value / pixels : value * pixels);
    }
    Q_EMIT changed();
}

MoviePlan MovieForm::plan() const
{
    MoviePlan plan = m_plan;
    plan.over = m_over->currentData().toString().toStdString();
    plan.first = m_first->value() - 1;
    // The end itself, not the number that it has here.
    plan.last = m_last->value() == available() ? -1 : m_last->value() - 1;
    plan.every = m_every->value();
    plan.framesPerSecond = m_rate->value();
    plan.loops = m_loops->value();
    plan.unit = m_unit->currentData().toString().toStdString();
    plan.width = m_width->value();
    plan.height = m_height->value();
    plan.dpi = m_dpi->value();
    plan.annotations = m_annotations->isChecked();
    return plan;
}

}  // namespace nie
