#include "app/panels/recording_form.h"

#include "widgets/style/application_style.h"
#include "widgets/style/icons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleValidator>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace nie {

namespace {

constexpr int kIconSize = 16;
constexpr std::size_t kMostWarnings = 12;

template <class Widget>
Widget* called(Widget* widget, const char* name, const QString& forPeople, const QString& tip = {})
{
    widget->setObjectName(QStringLiteral("recording.") + QLatin1String(name));
    widget->setAccessibleName(forPeople);
    widget->setToolTip(tip);
    return widget;
}

QLabel* wordLabel(const char* name, const QString& forPeople)
{
    auto* label = called(new QLabel, name, forPeople);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void setTextColour(QLabel& label, const QColor& colour)
{
    QPalette colours = label.palette();
    colours.setColor(QPalette::WindowText, colour);
    label.setPalette(colours);
}

/// Fields of the card beside each other, to the left.
QHBoxLayout* besideEachOther(std::initializer_list<QWidget*> parts)
{
    auto* row = new QHBoxLayout;
    for (QWidget* part : parts)
        row->addWidget(part);
    row->addStretch();
    return row;
}

/// The column of a row that has several lines. Layouts inside it, not widgets: else wrapped words
/// lose their second line.
QVBoxLayout* linesOf(QWidget* holder)
{
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    return column;
}

QString regionsText(const RecordedRuns& runs)
{
    const auto& names = runs.runs.front().regions;
    QStringList first;
    constexpr std::size_t kShown = 3;
    for (std::size_t k = 0; k < std::min(kShown, names.size()); ++k)
        first << QString::fromStdString(names[k]);
    QString text = QObject::tr("%1: %2%3")
                       .arg(names.size())
                       .arg(first.join(QStringLiteral("; ")),
                            names.size() > kShown ? QStringLiteral("; …") : QString());
    if (runs.runs.size() > 1)
        text += QObject::tr("\n%1 runs of %2 rows")
                    .arg(runs.runs.size())
                    .arg(runs.runs.front().series.rows());
    return text;
}

}  // namespace

RecordingForm::RecordingForm(QWidget* parent)
    : QWidget(parent),
      m_title(wordLabel("title", tr("Recording"))),
      m_shape(wordLabel("shape", tr("Shape"))),
      m_timeAxis(wordLabel("timeAxis", tr("Which axis is time"))),
      m_orientation(wordLabel("orientation", tr("Orientation"))),
      m_array(called(new QComboBox, "array", tr("Array"), tr("Which array of the file"))),
      m_transpose(called(new QCheckBox(tr("Transpose")), "transpose", tr("Transpose"),
                         tr("Swap what was taken for time and for regions"))),
      m_time(called(new QLineEdit, "tr", tr("Repetition time"),
                    tr("From one volume to the next, where the file does not say it rightly"))),
      m_useProposed(called(new QPushButton, "useProposed", tr("Use the proposed time"))),
      m_timeIcon(called(new QLabel, "trIcon", tr("State of the repetition time"))),
      m_timeSource(wordLabel("trSource", tr("Source of the repetition time"))),
      m_atlas(wordLabel("atlas", tr("Atlas"))),
      m_chooseAtlas(called(new QPushButton(tr("Choose…")), "chooseAtlas", tr("Choose an atlas"),
                           tr("A label image whose regions are averaged"))),
      m_chooseNames(called(new QPushButton(tr("Names…")), "chooseNames", tr("Choose the names"),
                           tr("A file with the names of its regions (tsv, txt, xml, json), where "
                              "none lies beside it or another is meant"))),
      m_removeAtlas(called(new QPushButton(tr("Remove")), "removeAtlas", tr("Remove the atlas"),
                           tr("Every voxel is a region then"))),
      m_runLength(called(new QSpinBox, "runLength", tr("Rows of a run"),
                         tr("Cuts a recording into runs of so many rows; 0: each file is one"))),
      m_regions(wordLabel("regions", tr("Regions"))),
      m_message(wordLabel("message", tr("Remarks")))
{
    setObjectName(QStringLiteral("recordingForm"));
    setAccessibleName(tr("Import card"));
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 8, 0);
    column->setSpacing(8);
    column->addWidget(m_title);
    column->addWidget(makeFields());
    column->addWidget(m_message);
    column->addStretch();
    setFiles({});
}

QWidget* RecordingForm::makeFields()
{
    auto* fields = new QWidget;
    // A form layout forgets the height of wrapped words once rows are hidden.
    m_rows = new QGridLayout(fields);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setHorizontalSpacing(12);
    m_rows->setVerticalSpacing(8);
    m_rows->setColumnStretch(1, 1);
    m_timeRow = makeTimeRow();
    m_atlasRow = makeAtlasRow();
    addRow(tr("Shape"), m_shape);
    addRow(tr("A&rray"), m_array, m_array);
    addRow(tr("Time axis"), m_timeAxis);
    addRow(QString(), m_transpose);
    addRow(tr("Orientation"), m_orientation);
    addRow(tr("T&R"), m_timeRow, m_time);
    addRow(tr("Atlas"), m_atlasRow);
    addRow(tr("Rows of a r&un"), m_runLength, m_runLength);
    addRow(tr("Regions"), m_regions);
    m_runLength->setRange(0, 1'000'000);
    m_runLength->setSpecialValueText(tr("all"));
    m_runLength->setKeyboardTracking(false);
    connect(m_runLength, &QSpinBox::valueChanged, this, &RecordingForm::announce);
    connect(m_transpose, &QCheckBox::clicked, this, &RecordingForm::announce);
    connect(m_array, &QComboBox::activated, this, &RecordingForm::announce);
    return fields;
}

void RecordingForm::addRow(const QString& title, QWidget* field, QWidget* buddy)
{
    auto* label = new QLabel(title);
    label->setBuddy(buddy);
    const int row = m_rows->rowCount();
    // A single field stands beside its title, several lines below it.
    const Qt::Alignment place = buddy && buddy == field ? Qt::AlignVCenter : Qt::AlignTop;
    m_rows->addWidget(label, row, 0, Qt::AlignLeft | place);
    m_rows->addWidget(field, row, 1);
    m_titles[field] = label;
}

void RecordingForm::showRow(QWidget* field, bool shown)
{
    field->setVisible(shown);
    m_titles.at(field)->setVisible(shown);
}

QWidget* RecordingForm::makeTimeRow()
{
    auto* valid = new QDoubleValidator(0.0, 1e6, 9, m_time);
    valid->setLocale(QLocale::c());
    m_time->setValidator(valid);
    m_time->setMaximumWidth(90);
    connect(m_time, &QLineEdit::editingFinished, this, [this] {
        // A field that only lost the focus changes nothing.
        if (m_time->text() == m_announcedTime)
            return;
        showTime(m_found);
        announce();
    });
    connect(m_useProposed, &QPushButton::clicked, this, [this] {
        setRepetitionTime(*m_found.seconds);
        announce();
    });
    auto* source = new QHBoxLayout;
    source->setSpacing(4);
    source->addWidget(m_timeIcon, 0, Qt::AlignTop);
    source->addWidget(m_timeSource, 1);
    auto* holder = new QWidget;
    QVBoxLayout* lines = linesOf(holder);
    lines->addLayout(besideEachOther({m_time, new QLabel(tr("s")), m_useProposed}));
    lines->addLayout(source);
    return holder;
}

QWidget* RecordingForm::makeAtlasRow()
{
    connect(m_chooseAtlas, &QPushButton::clicked, this, &RecordingForm::atlasRequested);
    connect(m_removeAtlas, &QPushButton::clicked, this, [this] {
        setAtlas({});
        announce();
    });
    connect(m_chooseNames, &QPushButton::clicked, this, &RecordingForm::namesRequested);
    auto* holder = new QWidget;
    QVBoxLayout* lines = linesOf(holder);
    lines->addWidget(m_atlas);
    lines->addLayout(besideEachOther({m_chooseAtlas, m_chooseNames, m_removeAtlas}));
    return holder;
}

void RecordingForm::setFiles(const std::vector<std::filesystem::path>& files)
{
    m_files = files;
    m_found = {};
    const QSignalBlocker quietLength(m_runLength);
    m_runLength->setValue(0);
    m_transpose->setChecked(false);
    m_array->clear();
    m_time->clear();
    m_announcedTime.clear();
    setAtlas({});
    m_title->setText(files.empty() ? QString()
                                   : QString::fromStdString(files.front().filename().string()));
    if (files.size() > 1)
        m_title->setText(tr("%1 and %n more", nullptr, int(files.size()) - 1).arg(m_title->text()));
    for (QLabel* label : {m_shape, m_timeAxis, m_orientation, m_regions, m_message, m_timeSource})
        label->clear();
    m_timeIcon->clear();
    m_useProposed->hide();
    m_rows->parentWidget()->setEnabled(!files.empty());
}

void RecordingForm::setAtlas(const std::filesystem::path& atlas)
{
    m_atlasFile = atlas;
    m_namesFile.clear();
    showAtlas();
}

void RecordingForm::setAtlasNames(const std::filesystem::path& names)
{
    m_namesFile = names;
    showAtlas();
}

void RecordingForm::showAtlas()
{
    QString text = hasAtlas() ? QString::fromStdString(m_atlasFile.filename().string())
                              : tr("none: every voxel is a region");
    if (!m_namesFile.empty())
        text += tr("\nnames: %1").arg(QString::fromStdString(m_namesFile.filename().string()));
    m_atlas->setText(text);
    for (QPushButton* button : {m_chooseNames, m_removeAtlas})
        button->setVisible(hasAtlas());
    m_regions->clear();
}

void RecordingForm::setRepetitionTime(double seconds)
{
    m_time->setText(QString::number(seconds, 'g', 9));
    showTime(m_found);
}

void RecordingForm::showCard(const RecordingCard& card)
{
    m_found = card.repetitionTime;
    m_title->setText(tr("%1: %2").arg(m_title->text().section(QStringLiteral(": "), 0, 0),
                                      QString::fromStdString(card.kind)));
    m_shape->setText(QString::fromStdString(card.shapeText()));
    m_timeAxis->setText(QString::fromStdString(card.timeAxis));
    const QString size = tr("%1, voxels of %2 × %3 × %4 mm")
                             .arg(QString::fromStdString(card.orientation))
                             .arg(card.voxelSize[0], 0, 'g', 3)
                             .arg(card.voxelSize[1], 0, 'g', 3)
                             .arg(card.voxelSize[2], 0, 'g', 3);
    m_orientation->setText(card.isImage ? size : QString());
    const QSignalBlocker quiet(m_array);
    m_array->clear();
    for (const std::string& array : card.arrays)
        m_array->addItem(QString::fromStdString(array));
    m_array->setCurrentIndex(m_array->findText(QString::fromStdString(card.array)));
    showRow(m_array, card.arrays.size() > 1);
    showRow(m_transpose, !card.isImage);
    showRow(m_orientation, card.isImage);
    showRow(m_atlasRow, card.isImage);
    showTime(card.repetitionTime);
    showWarnings(card.warnings);
}

/// What a person says counts; else what is certain; else it is asked for, in red.
void RecordingForm::showTime(const RepetitionTime& found)
{
    const ThemeColours theme = themeColours(palette());
    const bool given = m_time->text().toDouble() > 0;
    const bool sure = given || found.certainty == RepetitionTime::Certainty::Accepted;
    if (given)
        m_timeText = tr("%1 s (given here)").arg(m_time->text());
    else if (sure)
        m_timeText = tr("%1 s (%2)").arg(*found.seconds).arg(QString::fromStdString(found.source));
    else if (found.seconds)
        m_timeText = tr("Not certain: %1 s? %2")
                         .arg(*found.seconds)
                         .arg(QString::fromStdString(found.reason));
    else
        m_timeText = tr("Unknown: %1")
                         .arg(QString::fromStdString(
                             found.reason.empty() ? "the file does not say it" : found.reason));
    const bool doubted = sure && !given && !found.warnings.empty();
    if (doubted) {
        const bool contradicted = found.source == "side-car";
        m_timeText = (contradicted ? tr("Contradictory: %1, but %2") : tr("Doubtful: %1. %2"))
                         .arg(m_timeText, QString::fromStdString(found.warnings.front()));
    }
    m_timeSource->setText(m_timeText);
    const bool bad = !sure || doubted;
    setTextColour(*m_timeSource, bad ? theme.error : theme.mutedText);
    m_timeIcon->setPixmap(bad ? icon(Icon::Error, theme.error).pixmap(kIconSize) : QPixmap());
    m_timeIcon->setVisible(bad);
    m_time->setPlaceholderText(sure && !given ? QString::number(*found.seconds) : QString());
    m_useProposed->setVisible(!sure && found.seconds.has_value());
    if (found.seconds)
        m_useProposed->setText(tr("Use %1 s").arg(*found.seconds));
}

void RecordingForm::showRuns(const RecordedRuns& runs)
{
    m_regions->setText(regionsText(runs));
    showWarnings(runs.warnings.list());
}

void RecordingForm::showWarnings(const std::vector<std::string>& warnings)
{
    // What is wrong with the repetition time stands beside it; a person's word ends it.
    const bool given = m_time->text().toDouble() > 0;
    const auto isOfTime = [&](const std::string& warning) {
        return m_timeText.contains(QString::fromStdString(warning)) ||
               (given && std::any_of(m_found.warnings.begin(), m_found.warnings.end(),
                                     [&](const std::string& doubt) {
                                         return warning.find(doubt) != std::string::npos;
                                     }));
    };
    QStringList lines;
    for (std::size_t k = 0; k < std::min(kMostWarnings, warnings.size()); ++k)
        if (!isOfTime(warnings[k]))
            lines << tr("Warning: %1").arg(QString::fromStdString(warnings[k]));
    if (warnings.size() > kMostWarnings)
        lines << tr("and %1 more").arg(warnings.size() - kMostWarnings);
    setTextColour(*m_message, themeColours(palette()).warning);
    m_message->setText(lines.join(QChar('\n')));
}

void RecordingForm::showProblem(const QString& problem)
{
    setTextColour(*m_message, themeColours(palette()).error);
    m_message->setText(tr("Error: %1").arg(problem));
    m_regions->clear();
}

RecordingImport RecordingForm::import() const
{
    RecordingImport import;
    import.files = m_files;
    import.request.atlas = m_atlasFile;
    import.request.atlasNames = m_namesFile;
    import.request.transpose = m_transpose->isChecked();
    if (m_array->count() > 1)
        import.request.array = m_array->currentText().toStdString();
    if (const double seconds = m_time->text().toDouble(); seconds > 0)
        import.request.repetitionTime = seconds;
    import.runLength = m_runLength->value();
    return import;
}

void RecordingForm::announce()
{
    m_announcedTime = m_time->text();
    if (!m_files.empty())
        Q_EMIT edited();
}

}  // namespace nie
