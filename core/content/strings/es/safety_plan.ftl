## Safety plan
