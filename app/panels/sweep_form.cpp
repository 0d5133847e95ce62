#include "app/panels/sweep_form.h"

#include "app/panels/sweep_option_row.h"
#include "app/sweep_estimate.h"
#include "core/base/error.h"
#include "core/config/sweep_command.h"
#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QThread>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace nie {

namespace {

constexpr int kMostSeeds = 1000;
constexpr int kMostRandomPoints = 10'000;
constexpr int kMostLimit = 100'000'000;
constexpr std::array kLimits{"", "steps", "epochs", "time_budget"};

/// An error's parts without the option's name on the command line, which a form does not have.
QString wordsOf(const Error& error)
{
    const Error::Detail& detail = error.detail();
    QString text = QString::fromStdString(detail.what);
    if (!detail.found.empty() && !detail.allowed.empty())
        return QObject::tr("%1 (found %2; allowed: %3)")
            .arg(text, QString::fromStdString(detail.found),
                 QString::fromStdString(detail.allowed));
    if (!detail.allowed.empty())
        text += QObject::tr(" (allowed: %1)").arg(QString::fromStdString(detail.allowed));
    return text;
}

QString counted(std::size_t count, const QString& one, const QString& several)
{
    return QStringLiteral("%1 %2").arg(formatCount(static_cast<std::int64_t>(count)),
                                       count == 1 ? one : several);
}

void appendSection(std::vector<OptionDescription>& list, const std::string& prefix,
                   const std::vector<OptionDescription>& section)
{
    for (OptionDescription option : section) {
        option.path = prefix + option.path;
        list.push_back(std::move(option));
    }
}

}  // namespace

SweepForm::SweepForm(RunDraft& draft, const Engine& engine, std::filesystem::path runs,
                     QWidget* parent)
    : QWidget(parent),
      m_draft(draft),
      m_engine(engine),
      m_runs(std::move(runs)),
      m_experiment(new QLabel),
      m_body(new QWidget),
      m_rowColumn(new QVBoxLayout),
      m_add(new QPushButton(tr("Vary an option"))),
      m_numbers(new QFormLayout),
      m_points(new QComboBox),
      m_random(new QSpinBox),
      m_seeds(nullptr),
      m_limit(new QComboBox),
      m_limitValue(new QSpinBox),
      m_jobs(nullptr),
      m_summary(new QLabel)
{
    setObjectName(QStringLiteral("sweepForm"));
    setAccessibleName(tr("What to sweep"));
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(8);
    m_experiment->setObjectName(QStringLiteral("sweepExperiment"));
    m_experiment->setWordWrap(true);
    whole->addWidget(m_experiment);
    whole->addWidget(m_body);
    auto* column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    buildHead(*column);
    buildNumbers(*column);
    m_summary->setObjectName(QStringLiteral("sweepSummary"));
    m_summary->setAccessibleName(tr("How many runs, and how long"));
    m_summary->setWordWrap(true);
    column->addWidget(m_summary);
    connect(&m_draft, &RunDraft::changed, this, &SweepForm::onDraft);
    onDraft();
}

void SweepForm::buildHead(QVBoxLayout& column)
{
    m_rowColumn->setSpacing(8);
    column.addLayout(m_rowColumn);
    m_add->setObjectName(QStringLiteral("sweepAddButton"));
    m_add->setToolTip(tr("Try several values of one more option"));
    connect(m_add, &QPushButton::clicked, this, [this] {
        addRow()->findChild<QComboBox*>()->setFocus();
        onChange();
    });
    column.addWidget(m_add, 0, Qt::AlignLeft);
}

QSpinBox* SweepForm::addNumber(const char* name, const QString& text, const QString& tip, int least,
                               int most, int value)
{
    auto* box = new QSpinBox;
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(QString(text).remove('&'));
    box->setToolTip(tip);
    box->setRange(least, most);
    box->setValue(value);
    connect(box, &QSpinBox::valueChanged, this, &SweepForm::onChange);
    m_numbers->addRow(text, box);
    return box;
}

void SweepForm::buildNumbers(QVBoxLayout& column)
{
    m_numbers->setVerticalSpacing(4);
    m_numbers->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_points->setObjectName(QStringLiteral("sweepPoints"));
    m_points->setAccessibleName(tr("Points"));
    m_points->addItems({tr("every combination"), tr("drawn at random")});
    m_points->setToolTip(tr("Every combination of the values, or points drawn from them"));
    m_numbers->addRow(tr("Points"), m_points);
    m_random = addNumber("sweepRandom", tr("Drawn points"),
                         tr("So many points; the seed decides which"), 1, kMostRandomPoints, 20);
    m_seeds = addNumber("sweepSeeds", tr("Seeds"),
                        tr("Runs of every point, from the session's seed on: mean and standard "
                           "deviation"),
                        1, kMostSeeds, 1);
    m_limit->setObjectName(QStringLiteral("sweepLimit"));
    m_limit->setAccessibleName(tr("Limit of a run"));
    m_limit->addItems({tr("as the session"), tr("steps"), tr("epochs"), tr("seconds")});
    m_limit->setToolTip(tr("How long every run trains"));
    m_numbers->addRow(tr("Limit of a run"), m_limit);
    m_limitValue = addNumber("sweepLimitValue", tr("at most"),
                             tr("So many steps, epochs or seconds"), 1, kMostLimit, 200);
    const int cores = std::max(1, QThread::idealThreadCount());
    m_jobs = addNumber("sweepJobs", tr("Side by side"),
                       tr("Runs at the same time; more than there are cores is no faster"), 1,
                       4 * cores, cores);
    column.addLayout(m_numbers);
    connect(m_points, &QComboBox::currentIndexChanged, this, &SweepForm::onChange);
    connect(m_limit, &QComboBox::currentIndexChanged, this, &SweepForm::onChange);
}

SweepOptionRow* SweepForm::addRow()
{
    auto* row = new SweepOptionRow(m_nextRow++);
    row->setOptions(options(m_draft.config()), m_draft.config().toJson());
    m_rows.push_back(row);
    m_rowColumn->addWidget(row);
    connect(row, &SweepOptionRow::changed, this, &SweepForm::onChange);
    connect(row, &SweepOptionRow::removed, this, [this, row] { removeRow(row); });
    return row;
}

void SweepForm::removeRow(SweepOptionRow* row)
{
    std::erase(m_rows, row);
    row->hide();
    row->deleteLater();
    onChange();
}

void SweepForm::repeatOverSeeds(int seeds)
{
    while (!m_rows.empty())
        removeRow(m_rows.back());
    m_points->setCurrentIndex(0);
    m_seeds->setValue(seeds);
}

std::vector<OptionDescription> SweepForm::options(const RunConfig& config) const
{
    if (config.experiment.empty())
        return {};
    const OptionSections sections = m_engine.describeOptions(config);
    std::vector<OptionDescription> list;
    appendSection(list, "training.", sections.training);
    appendSection(list, "model.", sections.model);
    appendSection(list, "dataset.", sections.dataset);
    return list;
}

RunConfig SweepForm::limitedConfig() const
{
    RunConfig config = m_draft.config();
    const std::string limit = kLimits.at(static_cast<std::size_t>(m_limit->currentIndex()));
    if (limit.empty())
        return config;
    for (const char* other : {"steps", "epochs", "time_budget"})
        config.training.erase(other);
    config.training[limit] = m_limitValue->value();
    return config;
}

SweepSpec SweepForm::spec() const
{
    SweepSpec spec;
    spec.config = limitedConfig();
    spec.seeds = m_seeds->value();
    for (const SweepOptionRow* row : m_rows)
        if (const std::string assignment = row->assignment(); !assignment.empty())
            spec.vary(assignment);
    if (m_points->currentIndex() == 1 && !spec.options.empty())
        spec.randomPoints = m_random->value();
    return spec;
}

int SweepForm::jobs() const
{
    return m_jobs->value();
}

std::string SweepForm::command() const
{
    return m_ready ? sweepCommand(spec(), m_draft.shipped()) + " --jobs " + std::to_string(jobs())
                   : std::string();
}

void SweepForm::onDraft()
{
    const RunConfig& config = m_draft.config();
    m_body->setVisible(!m_draft.isEmpty());
    m_experiment->setText(
        m_draft.isEmpty()
            ? tr("A sweep varies the settings of the session. Choose an experiment on the Start "
                 "page first.")
            : tr("<b>%1</b><br>model %2, from seed %3, other settings as in the session")
                  .arg(QString::fromStdString(config.title).toHtmlEscaped(),
                       QString::fromStdString(config.model.value("name", "")))
                  .arg(config.seed));
    for (SweepOptionRow* row : m_rows)
        row->setOptions(options(config), config.toJson());
    onChange();
}

void SweepForm::onChange()
{
    const auto showRow = [this](QWidget* field, bool shown) {
        field->setVisible(shown);
        m_numbers->labelForField(field)->setVisible(shown);
    };
    showRow(m_points, !m_rows.empty());
    showRow(m_random, !m_rows.empty() && m_points->currentIndex() == 1);
    showRow(m_limitValue, m_limit->currentIndex() > 0);
    m_ready = false;
    if (m_draft.isEmpty()) {
        say({}, false);
    } else {
        try {
            const SweepSpec wanted = spec();
            const std::vector<SweepPoint> points =
                sweepPoints(wanted, [this](const RunConfig& config) { return options(config); });
            m_ready = points.size() * static_cast<std::size_t>(wanted.seeds) > 1;
            say(m_ready ? summary(wanted, points.size())
                        : tr("One run. Vary an option, or take more than one seed."),
                false);
        } catch (const Error& error) {
            say(wordsOf(error), true);
        }
    }
    Q_EMIT changed();
}

QString SweepForm::summary(const SweepSpec& spec, std::size_t points) const
{
    const auto runs = static_cast<double>(points) * static_cast<double>(spec.seeds);
    QString text = tr("%1 × %2 = <b>%3</b>, %4 side by side.")
                       .arg(counted(points, tr("point"), tr("points")),
                            counted(static_cast<std::size_t>(spec.seeds), tr("seed"), tr("seeds")),
                            counted(static_cast<std::size_t>(runs), tr("run"), tr("runs")))
                       .arg(jobs());
    const std::optional<double> seconds = expectedRunSeconds(spec.config, m_runs);
    const double rounds = std::ceil(runs / std::max(1, jobs()));
    text += seconds ? tr(" About %1.").arg(formatDuration(rounds * *seconds))
                    : tr(" How long they take is told after the first one.");
    return text;
}

void SweepForm::say(const QString& text, bool wrong)
{
    QPalette colours = palette();
    if (wrong)
        colours.setColor(QPalette::WindowText, themeColours(palette()).error);
    m_summary->setPalette(colours);
    m_summary->setTextFormat(wrong ? Qt::PlainText : Qt::RichText);
    m_summary->setText(text);
}

void SweepForm::setLocked(bool locked)
{
    m_body->setEnabled(!locked);
}

}  // namespace nie
