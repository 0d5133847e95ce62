#include "widgets/forms/options_form.h"

#include "widgets/forms/option_editor.h"
#include "widgets/forms/option_text.h"
#include "widgets/style/application_style.h"

#include <QEvent>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace nie {

namespace {

Json::json_pointer pointerTo(const std::string& path)
{
    std::string pointer = "/" + path;
    for (char& c : pointer)
        if (c == '.')
            c = '/';
    return Json::json_pointer(pointer);
}

std::string groupOf(const std::string& path)
{
    const auto dot = path.rfind('.');
    return dot == std::string::npos ? std::string() : path.substr(0, dot);
}

/// "solver.inner" -> "Solver, inner".
QString groupTitle(const std::string& group)
{
    QString title = optionLabel(group);
    return title.replace(QStringLiteral("."), QStringLiteral(", "));
}

}  // namespace

class OptionsForm::Private {
public:
    explicit Private(OptionsForm* owner) : q(owner) {}

    /// One option: the words on the left, the editor on the right.
    struct Row {
        QFormLayout* form;
        QLabel* label;
        OptionEditor* editor;
        bool shown = true;
    };

    QFormLayout* formOf(const std::string& group);
    void addRow(const OptionDescription& option);
    void lock(Row& row) const;
    void changed(Row& row);
    void mark(Row& row) const;
    void hideEmptyGroups();

    OptionsForm* q;
    QVBoxLayout* column = nullptr;
    QWidget* body = nullptr;
    std::map<std::string, QFormLayout*> forms;
    std::vector<std::unique_ptr<Row>> rows;
    QString filter;
    Json section = Json::object();
    State state = State::Idle;
};

OptionsForm::OptionsForm(QWidget* parent) : QWidget(parent), m_d(std::make_unique<Private>(this))
{
    setObjectName("options");
    setAccessibleName(tr("Options"));
    m_d->column = new QVBoxLayout(this);
    m_d->column->setContentsMargins(0, 0, 0, 0);
}

OptionsForm::~OptionsForm() = default;

void OptionsForm::setOptions(const std::vector<OptionDescription>& options, const Json& section)
{
    delete m_d->body;
    m_d->forms.clear();
    m_d->rows.clear();
    m_d->body = new QWidget(this);
    auto* column = new QVBoxLayout(m_d->body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    for (const OptionDescription& option : options)
        m_d->addRow(option);
    m_d->column->addWidget(m_d->body);
    setSection(section);
    setFilter(m_d->filter);
}

void OptionsForm::setSection(const Json& section)
{
    m_d->section = section.is_object() ? section : Json::object();
    for (const auto& row : m_d->rows) {
        const auto pointer = pointerTo(row->editor->option().path);
        const Json& value = m_d->section.contains(pointer) ? m_d->section.at(pointer)
                                                           : row->editor->option().defaultValue;
        row->editor->setValue(value);
        m_d->section[pointer] = row->editor->value();
        m_d->mark(*row);
    }
}

void OptionsForm::setReference(const Json& section)
{
    for (const auto& row : m_d->rows) {
        const auto pointer = pointerTo(row->editor->option().path);
        row->editor->setReference(section.contains(pointer) ? section.at(pointer)
                                                            : row->editor->option().defaultValue);
        m_d->mark(*row);
    }
}

int OptionsForm::setFilter(const QString& text)
{
    m_d->filter = text;
    const QStringList words = text.simplified().split(' ', Qt::SkipEmptyParts);
    int shown = 0;
    for (const auto& row : m_d->rows) {
        const OptionDescription& option = row->editor->option();
        const QString searched = row->label->text() + ' ' + QString::fromStdString(option.path) +
                                 ' ' + QString::fromStdString(option.info.unit) + ' ' +
                                 QString::fromStdString(option.info.description);
        row->shown = std::all_of(words.begin(), words.end(), [&searched](const QString& word) {
            return searched.contains(word, Qt::CaseInsensitive);
        });
        row->form->setRowVisible(row->editor, row->shown);
        shown += row->shown ? 1 : 0;
    }
    m_d->hideEmptyGroups();
    return shown;
}

Json OptionsForm::section() const
{
    return m_d->section;
}

void OptionsForm::setState(State state)
{
    m_d->state = state;
    for (const auto& row : m_d->rows)
        m_d->lock(*row);
}

OptionsForm::State OptionsForm::state() const
{
    return m_d->state;
}

std::vector<std::string> OptionsForm::invalidPaths() const
{
    std::vector<std::string> paths;
    for (const auto& row : m_d->rows)
        if (!row->editor->isValid())
            paths.push_back(row->editor->option().path);
    return paths;
}

void OptionsForm::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        update();
}

QFormLayout* OptionsForm::Private::formOf(const std::string& group)
{
    if (const auto known = forms.find(group); known != forms.end())
        return known->second;
    QWidget* holder = nullptr;
    if (group.empty()) {
        holder = new QWidget(body);
    } else {
        auto* box = new QGroupBox(groupTitle(group), body);
        box->setObjectName(QString("group.%1").arg(QString::fromStdString(group)));
        box->setFlat(true);
        holder = box;
    }
    auto* form = new QFormLayout(holder);
    form->setContentsMargins(0, group.empty() ? 0 : 4, 0, 0);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(4);
    // In a narrow inspector the editor stands below its label, in place of beyond the edge.
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    body->layout()->addWidget(holder);
    forms[group] = form;
    return form;
}

void OptionsForm::Private::addRow(const OptionDescription& option)
{
    auto* editor = new OptionEditor(option, body);
    auto* label = new QLabel(optionLabel(option.path.substr(option.path.rfind('.') + 1)), body);
    label->setBuddy(editor->editor());
    label->setObjectName("label." + QString::fromStdString(option.path));
    label->setMinimumHeight(28);
    QFormLayout* form = formOf(groupOf(option.path));
    form->addRow(label, editor);
    rows.push_back(std::make_unique<Row>(Row{form, label, editor}));
    Row* row = rows.back().get();
    lock(*row);
    QObject::connect(editor, &OptionEditor::valueChanged, q, [this, row] { changed(*row); });
}

void OptionsForm::Private::lock(Row& row) const
{
    const Changeable when = row.editor->option().info.changeable;
    QString reason;
    if (state == State::Running && when == Changeable::WhilePaused)
        reason = tr("Pause the training to change this.");
    else if (state != State::Idle && when == Changeable::BeforeStart)
        reason = tr("Fixed while a training exists; it can be changed before the start.");
    row.editor->setLocked(reason);
    row.label->setToolTip(row.editor->help());
}

void OptionsForm::Private::changed(Row& row)
{
    section[pointerTo(row.editor->option().path)] = row.editor->value();
    mark(row);
    Q_EMIT q->optionChanged(row.editor->option().path, row.editor->value());
    Q_EMIT q->sectionChanged(section);
}

void OptionsForm::Private::mark(Row& row) const
{
    QFont font = q->font();
    font.setBold(row.editor->isChanged());
    row.label->setFont(font);
    row.label->setToolTip(row.editor->help());
}

void OptionsForm::Private::hideEmptyGroups()
{
    for (const auto& [group, form] : forms)
        form->parentWidget()->setVisible(
            std::any_of(rows.begin(), rows.end(), [form = form](const auto& row) {
                return row->form == form && row->shown;
            }));
}

}  // namespace nie
