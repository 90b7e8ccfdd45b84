 create table {{ schema }}.t (a int); {% if x %}select ${y};{% endif %}
